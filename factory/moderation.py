"""Moderation: what a vendor's classifier flagged in words and pictures, as data."""

from collections.abc import Sequence

from factory.listing import Listing
from factory.payload import Payload
from factory.script import Script

TEXTS_AT_ONCE = 32
"""More in one request, and an endpoint may refuse it."""


class Mark(Payload):
    """Why something was flagged."""

    category: str
    """The vendor's word: `violence/graphic`."""
    score: float
    """Of 1."""


class Marks(Payload):
    """What a classifier said of some texts, or of one picture, in the order they were shown."""

    each: tuple[tuple[Mark, ...], ...]
    """Of every one why it was flagged; empty where it was not."""


def texts_shown(script: Script) -> list[tuple[str, str]]:
    """Return everything that a viewer hears or reads of a script, each as (what it is, its words)."""
    texts = [("title", script.title)]
    for scene in script.scenes:
        if scene.chapter:
            texts.append((f"chapter at {scene.scene_id}", scene.chapter))
        texts += [(f"sentence {s.sentence_id}", s.text) for s in scene.sentences]
    return texts


def texts_listed(listing: Listing) -> list[tuple[str, str]]:
    """Return what only a listing says, each as (what it is, its words)."""
    tags = [("tags", ", ".join(listing.tags))] if listing.tags else []
    return [("description", listing.description), *tags]


def batches(texts: Sequence[tuple[str, str]]) -> list[Sequence[tuple[str, str]]]:
    """Return the texts in parts, each for one request."""
    return [texts[n : n + TEXTS_AT_ONCE] for n in range(0, len(texts), TEXTS_AT_ONCE)]
