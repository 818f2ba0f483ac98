"""The window: lists, forms and dialogs that show what the actions return and call them by name."""
