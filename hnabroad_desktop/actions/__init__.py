"""What the user can do: one function per verb, the same for the window and the command line."""
