"""Brief fields: a brief that was written as a file, read into what a page asks for."""

import json
from typing import Any, Final

from desk.actions.making.new_video import NewVideo
from factory.documents.front_matter import decode, split

FIELDS: Final = ("title", "channel", "format", "language", "mode", "description", "notes", "length")
"""Keys of a brief that have a field of their own; `also_in` and `topic` have, too."""


def fields_of(data: bytes, name: str) -> NewVideo:
    """Return what a page shows of a brief; keys that have no field there go along in `more`.

    Args:
        data: the file, Markdown with or without front matter.
        name: what errors call it.

    Raises:
        BadInput: it is no text, or its front matter is none.
    """
    document = split(decode(data, name), name)
    rest: dict[str, Any] = dict(document.front)
    typed: dict[str, Any] = {key: rest.pop(key) for key in FIELDS if isinstance(rest.get(key), str)}
    also = rest.get("also_in")
    if isinstance(also, list):
        typed["also_in"] = tuple(rest.pop("also_in"))
    words = document.body.strip()
    if not words and isinstance(rest.get("topic"), str):
        typed |= {"start": "topic", "words": rest.pop("topic")}
    else:
        typed["words"] = words
    return NewVideo.model_validate({**typed, "more": json.dumps(rest) if rest else ""})
