"""A new video out of what somebody typed: its price, and handing it in as a brief."""

import hashlib
from datetime import UTC, datetime
from typing import Any, Literal, cast

from desk.actions.acting import acting_at
from desk.actions.making.briefs import PricePlan, Taken, hand_in
from factory.brief.brief import AcceptedBrief
from factory.brief.brief_keys import Admit
from factory.documents.foreign_json import parsed_json
from factory.documents.front_matter import joined
from factory.errors import BadInput
from factory.intake.accept_brief import as_taken_in
from factory.intake.key_check import check_keys_of_all
from factory.intake.quote import estimates
from factory.records import Payload
from factory.reviews.decision import Place
from wiring.factory import Factory

DOORS: dict[Place, str] = {
    "desk": " at the desk",
    "terminal": " at a terminal",
    "api": " by REST",
    "mcp": " by MCP",
    "slack": " in Slack",
    "discord": " in Discord",
    "factory": "",
    "": "",
}
"""Where a video was asked for, in words."""

OWN_WORK = "own work"
"""The licence of pictures that somebody made."""
LARGEST_WORDS = 1_000_000
"""Characters: a sleep video of twelve hours has about 600,000."""


class NewVideo(Payload):
    """What was typed; an empty field leaves the choice to the channel."""

    start: Literal["words", "topic"] = "words"
    title: str = ""
    words: str = ""
    """What is spoken, or what it shall be about."""
    channel: str = ""
    format: str = ""
    language: str = ""
    mode: str = ""
    """`stepwise` or `auto`."""
    publish_at: str = ""
    description: str = ""
    notes: str = ""
    length: str = ""
    """Of a sleep video, or of what a topic becomes: `8h`, `16 min`."""
    also_in: tuple[str, ...] = ()
    """Other languages; each is a video of its own."""
    pictures: str = ""
    """The folder of one's own pictures, where the channel's are not wanted."""
    licence: str = ""
    """Of these pictures; empty: they are one's own work."""
    more: str = ""
    """Keys of a brief that have no field, as JSON: from a file that was given."""

    def as_brief(self) -> bytes:
        """Return the brief that this is, as a file; every field goes through YAML's own quoting.

        Raises:
            BadInput: there is nothing to tell, or `more` is not what the page was given.
        """
        words = self.words.replace("\r\n", "\n").strip()
        if not words:
            wanted = "one line about the topic" if self.start == "topic" else "the words to speak"
            raise BadInput(f"there is nothing to tell yet; wanted {wanted}")
        if len(words) > LARGEST_WORDS:
            raise BadInput(f"{len(words):,} characters of words; wanted at most {LARGEST_WORDS:,}")
        chosen: dict[str, Any] = {
            key: getattr(self, key).replace("\r\n", "\n").strip()
            for key in (
                "channel",
                "format",
                "language",
                "title",
                "description",
                "notes",
                "mode",
                "length",
            )
        }
        front = self.further_keys() | {key: value for key, value in chosen.items() if value}
        if self.also_in:
            front["also_in"] = list(self.also_in)
        if self.pictures:
            licence = self.licence.strip() or OWN_WORK
            front["pictures"] = {"provider": "folder", "folder": self.pictures, "licence": licence}
        if self.publish_at.strip():
            front["publish_at"] = self.publish_at.strip()
        if self.start == "topic":
            front["topic"] = words
            words = ""
        return joined(front, words).encode()

    def further_keys(self) -> dict[str, Any]:
        """Return the keys of `more`.

        Raises:
            BadInput: it is not what the page was given.
        """
        try:
            found = parsed_json(self.more or "{}")
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise BadInput("what the file said beside its fields is lost; choose the file again")
        return cast(dict[str, Any], found)

    @property
    def name(self) -> str:
        """What its history calls it."""
        return self.title.strip()[:60] or "new video"


def price_of(factory: Factory, new: NewVideo, admit: Admit | None = None) -> PricePlan:
    """Return what it would cost, before anything is spent; see `price_of_brief`."""
    return price_of_brief(factory, new.as_brief(), new.name, typed=True, admit=admit)


def price_of_brief(
    factory: Factory, data: bytes, name: str, *, typed: bool, admit: Admit | None = None
) -> PricePlan:
    """Return what a brief would cost, before anything is spent.

    Args:
        factory: that would make it.
        data: the brief as a file.
        name: what errors call a file.
        typed: into fields, so that errors speak of no file.
        admit: says of a folder whether the brief may name it; else as a brief in the inbox may.

    Raises:
        BadInput: it would not be accepted as a video; every reason is told.
        PermanentError: a vendor's key is missing.
    """
    return price_of_accepted(factory, _as_taken_in(factory, name, data, typed, admit))


def price_of_accepted(factory: Factory, original: AcceptedBrief) -> PricePlan:
    """Return what a brief that would be accepted costs, and its translations.

    Raises:
        PermanentError: a vendor's key is missing.
    """
    with factory.providers() as providers:
        check_keys_of_all(original, providers)
        videos = tuple(estimates(original, providers))
    return PricePlan(videos=videos, total_usd=sum(video.total_usd for video in videos))


def make(factory: Factory, new: NewVideo, by: str) -> Taken:
    """Hand it in; see `make_brief`."""
    return make_brief(factory, new.as_brief(), new.name, by, typed=True)


def make_brief(factory: Factory, data: bytes, name: str, by: str, *, typed: bool) -> Taken:
    """Hand a brief in; where a factory runs it begins at once.

    Args:
        factory: that makes it.
        data: the brief as a file.
        name: what errors call a file.
        by: who asks.
        typed: into fields, so that errors speak of no file.

    Raises:
        BadInput: it is not accepted as a video; nothing was recorded.
        PermanentError: a vendor's key is missing.
    """
    with factory.providers() as providers:
        check_keys_of_all(_as_taken_in(factory, name, data, typed), providers)
    # The same words handed in twice by a double click are the same video, not a second one.
    source = f"desk, {by} {hashlib.sha256(data).hexdigest()[:8]}"
    reason = f"asked for by {by}{DOORS[acting_at()]}"
    return hand_in(factory, data, name, factory.settings.inbox, source, reason, typed=typed)


def _as_taken_in(
    factory: Factory, name: str, data: bytes, typed: bool, admit: Admit | None = None
) -> AcceptedBrief:
    return as_taken_in(
        data,
        name,
        folder=factory.settings.inbox,
        channels=factory.channels,
        lettering=factory.lettering,
        now=datetime.now(UTC),
        typed=typed,
        admit=admit,
    )
