"""The form of a channel: its most used keys as fields, read from the file and written back into it.

What has no field here is changed in the file itself, which holds everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from factory.channel.branding import SHORTHAND
from factory.channel.channel import Channel
from factory.channel.form_questions import Kind, Question, questions
from factory.channel.provider_directory import Directory
from factory.documents.yaml_values import Value

LISTS: Final = {"list": ", ", "lines": "\n", "picks": ", "}
"""What stands between two of a list, by kind."""

USUAL_OUTLET: Final = "outbox"
"""Of a channel that names none."""


@dataclass(frozen=True, slots=True)
class Field:
    """A question with what the file answers."""

    asked: Question
    value: str
    """As it is written in the file; empty where it says nothing."""
    usual: str
    """What holds while the file says nothing; empty where nobody knows."""
    odd: bool
    """The file says something that does not fit a field."""
    found: tuple[str, ...] = ()
    """What it says then, a line for each of a list."""


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together."""

    title: str
    fields: tuple[Field, ...]


def form_of(
    written: Mapping[str, Any], channel: Channel | None, directory: Directory
) -> tuple[Section, ...]:
    """Return the form with what the file says.

    Args:
        written: the file's mapping, every value text.
        channel: what it comes to, for what holds where the file is silent; None while it is refused.
        directory: whom it may name.
    """
    holding: Mapping[str, Any] = channel.model_dump(mode="json") if channel else {}
    return tuple(
        Section(title, tuple(_field(one, written, holding) for one in asked))
        for title, asked in questions(directory, _outlets(written)).items()
    )


def changes_of(
    written: Mapping[str, Any],
    typed: Mapping[str, str],
    before: Mapping[str, str],
    known: Directory,
) -> dict[str, Value]:
    """Return what a person changed in the form, by the keys of the file.

    Args:
        written: the file's mapping.
        typed: fields as they were sent, by key; one that is missing is left alone.
        before: the same fields as they were shown.
        known: whom the channel may name.
    """
    return dict(_changes(written, typed, before, known))


def _changes(
    written: Mapping[str, Any],
    typed: Mapping[str, str],
    before: Mapping[str, str],
    known: Directory,
) -> Iterator[tuple[str, Value]]:
    asked_of = questions(known, _outlets(written)).values()
    for asked in (one for section in asked_of for one in section):
        said = typed.get(asked.key, "").replace("\r\n", "\n").strip()
        shown = before.get(asked.key, "").replace("\r\n", "\n").strip()
        if asked.key not in typed or said == shown:
            continue
        yield _place(written, asked.key), _value(asked.kind, said)


def _value(kind: Kind, said: str) -> Value:
    if not said:
        return None
    if kind in LISTS:
        parts = said.split(LISTS[kind].strip(" "))
        return tuple(part.strip() for part in parts if part.strip()) or None
    return said if kind == "long" else " ".join(said.split())


def _place(written: Mapping[str, Any], key: str) -> str:
    """Return the key as the file has it: a word alone may stand for a key below another."""
    top, _, below = key.partition(".")
    alone = SHORTHAND.get(top) == below and not isinstance(written.get(top), dict)
    return top if alone else key


def _field(asked: Question, written: Mapping[str, Any], holding: Mapping[str, Any]) -> Field:
    found = _at(written, _place(written, asked.key))
    wanted = _is_words_alone(found) if asked.kind in LISTS else isinstance(found, str)
    odd = found is not None and not wanted
    value = "" if odd else _shown(found, asked.kind)
    usual = _shown(_at(holding, asked.key), asked.kind)
    return Field(asked, value, usual, odd, _lines(found) if odd else ())


def _lines(value: Any) -> tuple[str, ...]:
    """Return a value of any shape to be read: a line for each of a list, a key's name before its value."""
    listed = cast(list[Any], value) if isinstance(value, list) else [value]
    return tuple(_line(one) for one in listed)


def _line(value: Any) -> str:
    if isinstance(value, dict):
        pairs = cast(dict[str, Any], value).items()
        return "; ".join(f"{key}: {_line(one)}" for key, one in pairs)
    if isinstance(value, list):
        return ", ".join(_line(one) for one in cast(list[Any], value))
    return str(value)


def _at(data: Mapping[str, Any], key: str) -> Any:
    top, _, below = key.partition(".")
    found = data.get(top)
    if not below:
        return found
    return _at(cast(dict[str, Any], found), below) if isinstance(found, dict) else None


def _is_words_alone(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in cast(list[Any], value))


def _outlets(written: Mapping[str, Any]) -> Sequence[str]:
    """Return where a channel's videos go as its file says it."""
    found = written.get("outlets")
    return cast(list[str], found) if _is_words_alone(found) else (USUAL_OUTLET,)


def _shown(value: Any, kind: Kind) -> str:
    if isinstance(value, list):
        return LISTS.get(kind, ", ").join(cast(list[str], value)) if _is_words_alone(value) else ""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or isinstance(value, dict) else str(value)
