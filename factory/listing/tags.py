"""Tags: as many as YouTube takes, those of the brief and the channel before keywords of the text."""

from collections.abc import Sequence

from factory.listing.plain_text import plain
from factory.listing.platform_limits import YOUTUBE, youtube_tag_length
from factory.text.hidden_characters import one_line
from factory.text.title_and_tag_limits import MOST_TAG_CHARS

MOST_KEYWORDS = 15
"""Found in a video's own words, beside the tags that people gave."""
NOT_IN_TAGS = str.maketrans({",": " ", "#": " ", '"': " "})


def choose_tags(candidates: Sequence[str]) -> tuple[str, ...]:
    """Return as many tags as YouTube takes, the first ones first, each once."""
    tags: list[str] = []
    for candidate in candidates:
        tag = one_line(plain(candidate).translate(NOT_IN_TAGS))
        known = {t.casefold() for t in tags}
        if not tag or len(tag) > MOST_TAG_CHARS or tag.casefold() in known:
            continue
        if youtube_tag_length([*tags, tag]) <= (YOUTUBE.most_tag_characters or 0):
            tags.append(tag)
    return tuple(tags)
