"""The form of a channel: its most used keys as fields, read from the file and written back into it.

What has no field here is changed in the file itself, which holds everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, cast, get_args

from factory.channel.branding import SHORTHAND
from factory.channel.channel import Channel
from factory.channel.directory import Directory
from factory.channel.provider_roles import Music
from factory.channel.reviewing import Policy
from factory.channel.topics import MissedDays
from factory.documents.yaml_values import Value
from factory.presets.caption_looks import looks
from factory.presets.palettes import PALETTE_WORDS
from factory.presets.thumbnail_layouts import layouts
from factory.video_formats.formats import formats

Kind = Literal["text", "long", "number", "list", "lines", "choice"]
"""`long` has several lines; a `list` is written with commas between, `lines` are one to a line."""
LISTS: Final = {"list": ", ", "lines": "\n"}
"""What stands between two of a list, by kind."""

YES_NO = ("true", "false")
USUAL_OUTLET: Final = "outbox"
"""Of a channel that names none."""


@dataclass(frozen=True, slots=True)
class Question:
    """One key, as a person is asked for it."""

    key: str
    label: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    hint: str = ""


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


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together."""

    title: str
    fields: tuple[Field, ...]


def questions(
    directory: Directory, outlets: Sequence[str] = ()
) -> Mapping[str, tuple[Question, ...]]:
    """Return every question by its section's title.

    Args:
        directory: whom a channel may name.
        outlets: where this one's videos go.
    """
    return {**_of_videos(directory), **_of_ideas(), **_of_days(directory, outlets)}


def _of_videos(directory: Directory) -> Mapping[str, tuple[Question, ...]]:
    """Return what each video is like."""
    return {
        "What it is": (
            Question("title", "Title"),
            Question("format", "Format", "choice", tuple(formats()), "Of a brief that names none."),
            Question(
                "languages", "Languages", "list", hint="Codes such as en, de; the first leads."
            ),
            Question("tenant", "Tenant", hint="Channels of one tenant share its limits."),
        ),
        "Words": (
            Question("words.provider", "Written by", "choice", directory.playing("words")),
            Question("words.model", "Model"),
            Question("words.style", "How it tells", "long"),
        ),
        "Voice": (
            Question("voice.provider", "Spoken by", "choice", directory.playing("voice")),
            Question("voice.name", "Voice", hint="The provider's own name of it."),
            Question("voice.speed", "Pace", "number", hint="0.5 to 2.0 times the format's."),
            Question("voice.model", "Model"),
        ),
        "Pictures": (
            Question("pictures.provider", "From", "choice", directory.playing("pictures")),
            Question("pictures.look", "Palette", "choice", tuple(sorted(PALETTE_WORDS))),
            Question("pictures.style", "How all of them look", "long"),
            Question("pictures.model", "Model"),
            Question("pictures.quality", "Quality", "choice", ("low", "medium", "high")),
            Question("pictures.moving", "Clips in place of stills", "choice", YES_NO),
            Question("pictures.folder", "Folder", hint="From where the channel's file lies."),
            Question("pictures.licence", "Their licence"),
            Question("pictures.attribution", "Whom to name"),
        ),
        "Music": (
            Question("music.kind", "Bed", "choice", _music()),
            Question("music.folder", "Folder"),
            Question("music.licence", "Its licence"),
            Question("music.attribution", "Whom to name"),
        ),
        "Dress": (
            Question("caption_style.like", "Captions", "choice", tuple(looks())),
            Question("thumbnail.layout", "Title on thumbnails", "choice", tuple(layouts())),
            Question("template", "Template", hint="Name of a folder that channels share."),
        ),
    }


def _of_ideas() -> Mapping[str, tuple[Question, ...]]:
    """Return how ideas come about."""
    return {
        "Ideas": (
            Question("ideas.topics", "Topics", "lines", hint="One to a line."),
            Question("ideas.per_day", "Proposed a day", "number"),
            Question(
                "ideas.from_writer", "More from the writer", "number", hint="A day, at its price."
            ),
            Question("ideas.feeds", "Feeds", "lines", hint="RSS or Atom, one address to a line."),
            Question(
                "ideas.approve_above",
                "Approved by itself from",
                "number",
                hint="A score from 0 to 1; empty: a person decides.",
            ),
            Question(
                "ideas.cooling_days",
                "Days until again",
                "number",
                hint="After so long what was turned down may be proposed again.",
            ),
            Question("ideas.missed_days", "Missed days", "choice", get_args(MissedDays)),
            Question("ideas.on_holidays", "On holidays, too", "choice", YES_NO),
        ),
    }


def _of_days(directory: Directory, outlets: Sequence[str]) -> Mapping[str, tuple[Question, ...]]:
    """Return where and when videos go out, and what limits them."""
    return {
        "Publishing": (
            Question("outlets", "Goes to", "list", hint=f"Of {', '.join(directory.outlets)}."),
            Question("review", "Released", "choice", get_args(Policy)),
            Question("tags", "Tags of every video", "list"),
            Question("description_footer", "Closes every description", "long"),
            Question("compliance.made_for_kids", "Made for children", "choice", YES_NO),
            Question("compliance.synthetic_media", "Partly made by machine", "choice", YES_NO),
            Question("compliance.paid_promotion", "Paid promotion", "choice", YES_NO),
            Question("forbidden_words", "Words never used", "list"),
        ),
        "When they go out": (
            Question("schedule.time_zone", "Time zone", hint="Such as Europe/Berlin; else UTC."),
            *(
                Question(
                    f"schedule.slots.{outlet}.daily",
                    f"Each day at {outlet}",
                    "list",
                    hint="Times such as 18:00; weekdays of their own stand in the file.",
                )
                for outlet in outlets
            ),
            Question(
                "schedule.spacing_minutes", "Minutes between two", "number", hint="At one outlet."
            ),
            Question("schedule.most_per_day", "At most a day", "number", hint="At one outlet."),
            Question("schedule.holidays", "Not on", "list", hint="US, DE-BY, 12-24, 2027-04-05."),
            Question("schedule.confirm", "A person confirms each time", "choice", YES_NO),
            Question(
                "schedule.late_minutes",
                "Minutes too late",
                "number",
                hint="Later than this a video takes the next slot.",
            ),
        ),
        "Limits, in dollars": (
            Question("budget_usd_per_video", "A video", "number"),
            Question("budget_usd_per_day", "A day", "number"),
            Question("confirm_above_usd", "Ask a person above", "number"),
        ),
    }


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
    return Field(asked, value, _shown(_at(holding, asked.key), asked.kind), odd)


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


def _music() -> tuple[str, ...]:
    return get_args(Music.model_fields["kind"].annotation)
