"""What a video might be about: proposed, scored, compared, and decided by a person or a limit."""
