"""Taking down: posts are made private where they are out, each recorded, and gone on with after a crash."""

from collections.abc import Mapping, Sequence
from typing import Any

from desk.actions.acting import acting
from desk.actions.publishing.back_catalogue import refused_by
from desk.actions.publishing.stated_reasons import checked_reason
from factory.documents.error_words import shown
from factory.errors import BadInput, FactoryError, PermanentError
from factory.ports.takedown import DELETED, GONE
from factory.records import Payload
from factory.rules.registry import RULES
from wiring.factory import Factory, open_factory


class TakenDown(Payload):
    """One post, and what became of it."""

    video_id: str
    outlet: str
    url: str | None
    outcome: str
    """In a few words; empty where it is still out."""
    error: str
    """Why it is still out; empty where it is not."""


class Takedown(Payload):
    """What was asked for now, and what became of all that is asked for of these videos."""

    asked: int
    posts: tuple[TakenDown, ...]

    @property
    def done(self) -> bool:
        """Whether nothing of it is out any more, as far as the outlets say."""
        return not any(post.error for post in self.posts)


def take_down(
    video_id: str = "", rule: str = "", channel: str = "", reason: str = "", by_hand: str = ""
) -> Takedown:
    """Take posts down; what an earlier call could not finish is gone on with.

    Args:
        video_id: of this video; or
        rule: of every video that is out and that this rule would refuse now; or
        channel: of every video of this channel.
        reason: why; kept with each post.
        by_hand: an outlet where somebody has taken the video's post down already, which is noted; at
            all others it is taken down now.

    Raises:
        BadInput: not exactly one of them is named, or no such rule or channel, or nothing of the video
            is out where somebody took it down by hand; then nothing is taken down.
        PermanentError: there is no such video.
    """
    if sum(map(bool, (video_id, rule, channel))) != 1:
        raise BadInput("wanted a video, or a rule, or a channel whose posts are taken down")
    if by_hand and not video_id:
        raise BadInput("what was taken down by hand is said of one video")
    why = checked_reason(reason)
    if rule and rule not in RULES.names:
        raise BadInput(f"the rule {shown(rule)} is unknown; `factory rules` lists those there are")
    videos = list(refused_by(rule)) if rule else []
    with open_factory() as factory:
        if video_id:
            factory.catalogue.briefs.newest(video_id)
            videos = [video_id]
        elif channel:
            videos = factory.catalogue.takedowns.published(channel)
        asked = factory.catalogue.takedowns.ask(videos, acting(), why, by_hand)
        return Takedown(asked=asked, posts=_go_on(factory, videos, by_hand))


def _go_on(factory: Factory, videos: Sequence[str], by_hand: str) -> tuple[TakenDown, ...]:
    """Do what is asked for, one post after the other; one that fails stops no other."""
    takedowns = factory.catalogue.takedowns
    found: list[TakenDown] = []
    for row in takedowns.open(videos):
        told = TakenDown(
            video_id=row["video_id"], outlet=row["outlet"], url=row["url"], outcome="", error=""
        )
        try:
            outcome, gone = _outcome(factory, row, by_hand)
        except FactoryError as error:
            takedowns.failed(row["id"], str(error))
            found.append(told.model_copy(update={"error": str(error)}))
            continue
        takedowns.done(row["id"], outcome, gone=gone)
        found.append(told.model_copy(update={"outcome": outcome}))
    return tuple(found)


def _outcome(factory: Factory, row: Mapping[str, Any], by_hand: str) -> tuple[str, bool]:
    """Take a post down, or believe who did it; return what was done, and whether it is gone for good."""
    if row["outlet"] == by_hand:
        return f"by hand, says {acting()}", _cannot_be_shown_again(factory, by_hand)
    outcome = _hidden(factory, row["video_id"], row["outlet"], row["post_id"], row["url"])
    return outcome, outcome in (DELETED, GONE)


def _cannot_be_shown_again(factory: Factory, outlet: str) -> bool:
    """Tell whether what a person took down there is sent anew, if it shall be seen again."""
    try:
        return factory.outlets.outlet(outlet).settles
    except BadInput:  # it goes nowhere any more
        return False


def _hidden(factory: Factory, video_id: str, outlet: str, post_id: str, url: str | None) -> str:
    hiding = factory.outlets.takedown(outlet)
    if hiding is None:
        raise PermanentError(
            f"{video_id}: posts at {outlet} are not taken down from here; "
            f"{factory.outlets.by_hand(outlet) or 'do it there by hand'}: {url}; then say "
            f"`factory takedown {video_id} --by-hand {outlet} --reason ...`"
        )
    channel = factory.catalogue.briefs.newest(video_id).channel
    return hiding.take_down(video_id, channel, {"post_id": post_id, "url": url or ""})
