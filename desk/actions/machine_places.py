"""Places of the machine: its folders are named to whoever works with them, and to nobody else."""

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from pydantic import BaseModel

from factory.brief.brief_keys import Admit
from factory.channel.channel import Channel
from factory.errors import BadInput
from factory.people.role import may
from factory.people.visitor import Visitor
from wiring.factory import Factory

SOME_PLACE: Final = "a place on the factory's machine"
SOME_FILE: Final = "file:"
"""The address of a file whose place is not told."""
WITH_PLACES: Final = frozenset(
    [
        "broke",
        "error",
        "error_message",
        "other_problems",
        "outcome",
        "passing",
        "problems",
        "to_do",
        "unapproved",
        "wait",
        "waits_because",
        "why",
        "why_not",
        "wrong",
        "audio_url",
        "captions_url",
        "image_url",
        "render_url",
        "thumbnail_url",
        "url",
        "urls",
        "video_url",
        "Alert.cause",
        "Alert.facts",
        "Alert.remedy",
        "BackupFacts.place",
        "ChannelFile.path",
        "Finding.advice",
        "Finding.found",
        "Finding.wanted",
        "Job.details",
        "PartFacts.found",
        "PartFacts.remedy",
        "VerdictFacts.reasons",
        "WeekVideo.words",
    ]
)
"""Fields in which the factory says what went wrong or where something lies, all or those of one model.

What people wrote (briefs, scripts, listings, notes) stands in others, and stays as they wrote it.
"""


Facts = TypeVar("Facts")


def may_know_places(visitor: Visitor | None) -> bool:
    """Whether somebody is told where things lie on the machine: who makes videos here, for all tenants."""
    return visitor is not None and visitor.tenant is None and may(visitor.role, "operator")


def told_to(visitor: Visitor | None, factory: Factory, words: str) -> str:
    """Return words of a refusal without the places of the machine that somebody is not to know."""
    return words if may_know_places(visitor) else _mask(factory)(words)


def facts_told_to(visitor: Visitor | None, factory: Factory, facts: Facts) -> Facts:
    """Return an answer, or what a page shows, as somebody may read it: see `WITH_PLACES`."""
    return facts if may_know_places(visitor) else _told(facts, _mask(factory), masked=False)


def admit_of(visitor: Visitor | None) -> Admit | None:
    """Return what says of a folder whether a brief may name it that somebody wants priced; None: as in the inbox."""
    return None if may_know_places(visitor) else _no_place


def _no_place(channel: Channel, named: str, file: str) -> str:
    raise BadInput("who only looks names no folder or file of the machine; wanted: a brief without")


Mask = Callable[[str], str]


def _told(said: Any, mask: Mask, *, masked: bool) -> Any:
    """Return the same facts, those alone made anew in which a place stood."""
    if isinstance(said, str):
        return mask(said) if masked else said
    if isinstance(said, BaseModel):
        anew = _anew(said, {name: getattr(said, name) for name in type(said).model_fields}, mask)
        return said.model_copy(update=anew) if anew else said
    if is_dataclass(type(said)):
        anew = _anew(said, {one.name: getattr(said, one.name) for one in fields(type(said))}, mask)
        return replace(said, **anew) if anew else said
    if type(said) is dict:
        return {
            key: _told(value, mask, masked=masked or key in WITH_PLACES)
            for key, value in cast("Mapping[Any, Any]", said).items()
        }
    if type(said) in (list, tuple):
        return type(said)(_told(one, mask, masked=masked) for one in said)
    return said


def _anew(said: object, values: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    model = type(said).__name__
    anew = {
        name: _told(value, mask, masked=name in WITH_PLACES or f"{model}.{name}" in WITH_PLACES)
        for name, value in values.items()
    }
    return {name: value for name, value in anew.items() if value != values[name]}


def _mask(factory: Factory) -> Mask:
    """Return what takes the places out of words; an address of a file says no more than that it is one."""
    given = factory.settings
    named = (getattr(given, name) for name in type(given).model_fields)
    paths = {Path(one) for one in named if isinstance(one, str | Path) and Path(one).is_absolute()}
    places = _places(frozenset(paths | {given.home}))
    return lambda words: SOME_FILE if ADDRESS.fullmatch(words) else places.sub(SOME_PLACE, words)


ADDRESS: Final = re.compile(r"file:/\S*")
IN_NAME: Final = r"[^\s'\"`<>&,;:)\]]"
LAST_IN_NAME: Final = r"[^\s'\"`<>&,;:)\].]"
WORD: Final = r"[^\s'\"`<>&,;:)\]/]+"
BELOW: Final = (
    rf"(?:/(?:{IN_NAME}*{LAST_IN_NAME})?"
    rf"(?: (?:{WORD} ){{0,5}}?(?:{WORD}/(?:{IN_NAME}*{LAST_IN_NAME})?|{WORD}\.[A-Za-z]\w{{1,4}}\b))*)?"
)
"""What is named below a folder; a name goes on behind a space where a slash or the kind of a file follows."""


@lru_cache(maxsize=4)
def _places(named: frozenset[Path]) -> re.Pattern[str]:
    """Return what finds the folders named, the code, the account's and the temporary one, and all below them."""
    code = Path(__file__).parent.parent.parent
    roots = {code, Path.home(), Path(tempfile.gettempdir()), *named}
    roots |= {one.resolve() for one in roots}
    known = sorted((str(one) for one in roots if len(one.parts) > 1), key=len, reverse=True)
    root = rf"(?<![\w.-])(?:file:(?://[\w.-]*)?)?(?:{'|'.join(map(re.escape, known))})(?!\w|[.-]\w)"
    quotes = "|".join(map(re.escape, ("'", '"', "`", "&#39;", "&#34;")))
    elsewhere = rf"(?<![\w.-])file:/{IN_NAME}*{LAST_IN_NAME}"
    return re.compile(rf"(?P<quote>{quotes}){root}.*?(?P=quote)|{root}{BELOW}|{elsewhere}")
