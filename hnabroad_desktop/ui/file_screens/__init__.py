"""The screens about the data file itself: backups, its soundness, its people, its catalogues, the program."""
