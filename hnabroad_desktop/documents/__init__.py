"""Printed matter: plain facts become an immutable tree of blocks, and the tree becomes paper."""
