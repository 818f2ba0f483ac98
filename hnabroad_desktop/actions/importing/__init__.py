"""The inside of an import: layout, people matched, rows planned, written, listed and taken back."""
