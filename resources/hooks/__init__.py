"""Hooks: programs of the user's own that run before and after a layer."""
