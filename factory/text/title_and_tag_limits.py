"""How long a title and a tag may be: the shortest limits among the platforms."""

MOST_TITLE_CHARS = 100
"""YouTube's."""

FORBIDDEN_IN_TITLES = "<>"
"""YouTube refuses them."""

MOST_TAG_CHARS = 60
