"""Quota: what each call costs of a project's day."""

COST = {"insert video": 1, "list": 1, "update": 50, "thumbnail": 50, "caption": 450, "playlist": 50}
"""Units of quota: developers.google.com/youtube/data/determine_quota_cost."""
