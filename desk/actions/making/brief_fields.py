"""Brief fields: a brief that was written as a file, read into what a page asks for."""

import json
from datetime import datetime
from typing import Any, Final, cast

from desk.actions.making.new_video import NewVideo
from factory.documents.error_words import listed
from factory.documents.field_problems import given
from factory.documents.foreign_json import unkeepable
from factory.documents.front_matter import WORDS_WANTED, decode, split
from factory.errors import BadInput

FIELDS: Final = (
    *("title", "channel", "format", "language"),
    *("description", "notes", "length"),
)
"""Keys of a brief that any text fits which has a field of its own."""
PICTURES: Final = {"provider", "folder", "licence"}
"""Of a choice of pictures, what the page has fields for."""


def fields_of(data: bytes, name: str) -> NewVideo:
    """Return what a page shows of a brief; what has no field there goes along in `more`, to be judged with the rest.

    Args:
        data: the file, Markdown with or without front matter.
        name: what errors call it.

    Raises:
        BadInput: it is no text, or its front matter is none.
    """
    document = split(decode(data, name, wanted=WORDS_WANTED), name)
    rest: dict[str, Any] = given(dict(document.front))
    if strange := list(unkeepable(rest)):  # an escape of YAML may be half of a letter
        raise BadInput(
            f"{name}: {listed(strange)}: holds half of a character or a NUL, which no page can show; wanted whole letters"
        )
    typed: dict[str, Any] = {key: rest.pop(key) for key in FIELDS if isinstance(rest.get(key), str)}
    if rest.get("mode") in ("auto", "stepwise"):
        typed["mode"] = rest.pop("mode")
    if _is_moment(rest.get("publish_at")):
        typed["publish_at"] = rest.pop("publish_at")
    also = rest.get("also_in")
    if isinstance(also, list) and all(isinstance(one, str) for one in cast(list[object], also)):
        typed["also_in"] = tuple(rest.pop("also_in"))
    typed |= _pictures(rest) | _told(rest, document.body.strip())
    return NewVideo.model_validate({**typed, "more": json.dumps(rest) if rest else ""})


def _is_moment(said: object) -> bool:
    """Whether a field for a time can show it; what has no zone means nothing in a file."""
    try:
        return isinstance(said, str) and datetime.fromisoformat(said.strip()).tzinfo is not None
    except ValueError:
        return False


def _pictures(rest: dict[str, Any]) -> dict[str, str]:
    """Take out of the keys a folder of pictures, where its licence is all that is said beside it."""
    said = rest.get("pictures")
    if not isinstance(said, dict):
        return {}
    pictures = cast(dict[str, object], said)
    folder, licence = pictures.get("folder"), pictures.get("licence")
    if set(pictures) != PICTURES or pictures["provider"] != "folder":
        return {}
    if not (isinstance(folder, str) and isinstance(licence, str) and folder and licence.strip()):
        return {}
    del rest["pictures"]
    return {"pictures": folder, "licence": licence}


def _told(rest: dict[str, Any], body: str) -> dict[str, str]:
    """Take out of the keys the words or the topic, where they stand in one place only."""
    keys = ("words", "body", "topic")
    said = [key for key in keys if isinstance(rest.get(key), str) and rest[key].strip()]
    if body or len(said) != 1:
        return {"words": body}
    (key,) = said
    return {"start": "topic" if key == "topic" else "words", "words": rest.pop(key).strip()}
