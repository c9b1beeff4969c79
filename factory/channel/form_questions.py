"""The questions of a channel's form: its most used keys, as a person is asked for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from factory.channel.idea_settings import MissedDays
from factory.channel.provider_directory import Directory
from factory.channel.provider_settings import Music
from factory.channel.review_settings import Policy
from factory.presets.caption_styles import caption_styles
from factory.presets.palettes import PALETTE_WORDS
from factory.presets.thumbnail_layouts import layouts
from factory.text.languages import WIDELY_SPOKEN
from factory.video_formats.formats import formats

Kind = Literal["text", "long", "number", "list", "lines", "choice", "picks"]
"""`long` has several lines; a `list` is written with commas between, `lines` are one to a line, `picks` are several of
the choices, in an order of their own."""
YES_NO = ("true", "false")


@dataclass(frozen=True, slots=True)
class Question:
    """One key, as a person is asked for it."""

    key: str
    label: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    hint: str = ""


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
                "languages",
                "Languages",
                "picks",
                WIDELY_SPOKEN,
                "The first leads; one that is not offered is written into the file.",
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
            Question("caption_style.like", "Captions", "choice", tuple(caption_styles())),
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
            Question("outlets", "Goes to", "picks", directory.outlets),
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


def _music() -> tuple[str, ...]:
    return get_args(Music.model_fields["kind"].annotation)
