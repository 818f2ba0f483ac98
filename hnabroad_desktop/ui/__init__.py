"""The window: lists, forms and dialogs that show what the actions return and call them by name."""

from hnabroad_desktop.ui.binding import hold_constants

hold_constants()
