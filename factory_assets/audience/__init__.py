"""Who watched, where they came from, and where they left."""
