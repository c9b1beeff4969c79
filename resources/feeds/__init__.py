"""Feeds: RSS and Atom, read for what is talked about."""
