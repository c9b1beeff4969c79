"""Which videos somebody wants to see: what a page's address, or a program, asks for."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final, Self

from factory.channel.channel import Channel
from factory.documents.error_words import listed, meant, one_of, shown
from factory.errors import BadInput
from factory.records import Payload
from factory.text.hidden_characters import hidden_in
from factory.text.languages import language_meant
from factory.video_formats.formats import formats
from factory.workflow.status import STATUS_WORDS

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "needs-somebody": (
        "awaiting_review",
        "awaiting_step",
        "awaiting_confirmation",
        "awaiting_slot",
        "changes_asked",
        "failed",
    ),
    "at-work": ("queued", "planning", "rendering", "publishing"),
    "waiting": (
        "awaiting_budget",
        "awaiting_provider",
        "awaiting_original",
        "awaiting_outlet",
        "scheduled",
        "held",
    ),
    "published": ("published",),
    "stopped": ("rejected", "cancelled", "deleted"),
}
"""Status words by what they mean to a person."""

LONGEST_WORDS = 200


class VideoFilter(Payload):
    """What is asked of a video; what is left out asks nothing."""

    words: str = ""
    """Each must stand in the title or the video ID, in any case."""
    channel: str | None = None
    statuses: tuple[str, ...] = ()
    format: str | None = None
    language: str | None = None
    since: date | None = None
    """Made on this day (UTC) or later."""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """Read it from an address.

        Args:
            asked: `q` (words), `channel`, `state` (a group or a status), `format`, `language` and
                `since` (YYYY-MM-DD), each of which may be missing or empty.

        Raises:
            BadInput: the state or the format is none, the day is none, there are too many words, or characters
                that nobody sees.
        """
        for key, value in asked.items():
            if where := hidden_in(value):
                raise BadInput(f"{key} holds {where}; wanted what can be read")
        state, since = asked.get("state", ""), asked.get("since", "")
        if state and state not in GROUPS and state not in STATUS_WORDS:
            known = (*GROUPS, *sorted(STATUS_WORDS))
            raise BadInput(
                f"state {shown(state)}: wanted one of {listed(known)}{meant(state, known)}"
            )
        profile = asked.get("format", "")
        if profile and profile not in formats():
            raise BadInput(f"format {shown(profile)}: wanted {one_of(profile, formats())}")
        words = asked.get("q", "").strip()
        if len(words) > LONGEST_WORDS:
            raise BadInput(
                f"the words to look for have {len(words)} characters; wanted at most {LONGEST_WORDS}"
            )
        try:
            day = date.fromisoformat(since) if since else None
        except ValueError as error:
            raise BadInput(f"since {shown(since)}: wanted a day such as 2026-11-28") from error
        return cls(
            words=words,
            channel=asked.get("channel") or None,
            statuses=GROUPS.get(state, (state,)) if state else (),
            format=profile or None,
            language=asked.get("language") or None,
            since=day,
        )

    def not_known(self, channels: Mapping[str, Channel]) -> str:
        """Say which channel or language nobody has, and what was perhaps meant; empty where all is known.

        For an answer without a video: those of a channel whose file is gone are still found.
        """
        said: list[str] = []
        if self.channel and self.channel not in channels:
            said.append(f"channel {shown(self.channel)}: wanted {one_of(self.channel, channels)}")
        spoken = {code for one in channels.values() for code in one.languages}
        if self.language and self.language not in spoken:
            near = language_meant(self.language, spoken)
            said.append(
                f"language {shown(self.language)}: wanted one of {listed(sorted(spoken))}{near}"
            )
        return "; ".join(said)

    @property
    def since_moment(self) -> datetime | None:
        """The first moment of the day that is asked for."""
        return (
            datetime(self.since.year, self.since.month, self.since.day, tzinfo=UTC)
            if self.since
            else None
        )


EVERY_VIDEO: Final = VideoFilter()
