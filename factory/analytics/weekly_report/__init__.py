"""The weekly report of a channel: its facts, as a page and as a message."""
