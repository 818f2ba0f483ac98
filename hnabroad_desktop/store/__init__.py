"""The one data file: keys, locks, journal, projection, search, backup, migration."""
