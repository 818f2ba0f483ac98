"""The screens of the area “Sending and receiving data”."""
