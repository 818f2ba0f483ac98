"""The one data file: keys, journal, projection, search, backup, migration."""
