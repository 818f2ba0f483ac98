"""Packages between units: what they hold, what they would change here, and how they are taken in."""
