"""What a user does with files between units: cards, packages to send, packages to receive."""
