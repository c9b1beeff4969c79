"""Posts: what was published where, and the outlets that take it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from factory.channel.channel import Channel
from factory.listing.listing import Listing
from factory.ports.platform_figures import PlatformFigures
from factory.units_of_work import Notes
from factory.workflow.made_post_changes import MadeChange


@dataclass(frozen=True, slots=True)
class FirstPost:
    """A post of the video that a translation tells, which gets its words beside its own."""

    video_id: str
    post_id: str
    listing: Listing
    """As it is published under."""
    captions: Path | None
    """The translation's words in its own time, as SRT; None where nobody speaks."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Exactly what goes out: the files of one master, as a verdict released them."""

    video_id: str
    master_sha256: str
    files_sha256: str
    """The identity of all of them, by name and hash."""
    paths: Mapping[str, Path]
    """Local paths by the names the verdict uses: `master.mp4`, `thumbnail.jpg`, `captions.srt`
    and `captions.vtt` where somebody speaks, `listing.json`, `dossier.json`,
    `dossier.html`."""
    sha256: Mapping[str, str]
    """The hash each of them was released with, by the same names; nothing else may be sent."""
    channel: Channel | None = None
    """Whose video it is, with what its file says of each outlet; None where no outlet asks."""
    seconds: float | None = None
    """How long the video is, as its master was measured; None where nobody asks."""
    made: Sequence[MadeChange] = ()
    """What was changed at its posts since: it stays so when they are brought up to date."""
    first: FirstPost | None = None
    """Of a translation: the post that is told in its language too."""

    @property
    def paid_promotion(self) -> bool:
        """Whether somebody gives something for what the video shows or says."""
        return bool(self.channel and self.channel.compliance.paid_promotion)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look at an outlet saw of a publication."""

    state: Literal["missing", "underway", "hidden", "shown"]
    """`underway`: the platform is still at it. `hidden`: whole, and seen by nobody yet."""
    faults: tuple[str, ...] = ()
    """In which ways what stands there is not this publication."""
    look_again_seconds: float = 15.0
    """How long to leave it alone while it is under way."""
    learned: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the platform tells of the post only now: `post_id`, `url`."""


class Outlet(Protocol):
    """A place where posts go, in three steps: begin, look, finish."""

    name: str
    distributes: bool
    """Whether what it shows leaves this machine: then the switch `distribution` holds for it."""
    settles: bool
    """Whether the platform goes on with a post after `finish`, which nothing can take back then:
    it is out for certain once a look says `shown`, and not out where one says `missing`."""

    def begin(self, publication: Publication, notes: Notes) -> Mapping[str, str]:
        """Bring everything to the outlet, unseen where it allows that; return what the post will be.

        It may be irreversible, so it is done once: it notes what it is about to do before it does
        it, and what an earlier call noted is gone on with, or looked for, and never sent again
        blindly. What an earlier call left that is of no use is cleared away.

        Args:
            publication: what goes out.
            notes: what earlier calls for this master noted; kept for as long as the post is.

        Returns:
            At least `{"post_id", "url"}`.

        Raises:
            OutcomeUnknown: an earlier call may have posted it, and the outlet does not tell.
            PublishingWaits: the outlet takes nothing now; whoever asks later goes on.
            PermanentError: a file is not what was released, or the place cannot take it.
        """
        ...

    def look(
        self, publication: Publication, post: Mapping[str, str], *, shown_before: bool = False
    ) -> Sight:
        """Say what stands there of this publication; changes nothing, as often as one likes.

        Args:
            publication: what was, or shall be, published.
            post: what `begin` answered for it.
            shown_before: it was published; whoever hid it there since wants it so.
        """
        ...

    def finish(self, publication: Publication, post: Mapping[str, str]) -> Mapping[str, str]:
        """Show what was begun, at once and whole; an earlier state of the post is replaced.

        Takes no time worth speaking of, as decisions wait for it. Once more is the same as once.

        Returns:
            What the post is from now on: `post`, or what the platform calls it since.

        Raises:
            PermanentError: what was begun is gone, or the place cannot take it.
        """
        ...

    def discard(self, video_id: str) -> None:
        """Clear away what was begun for a video and never shown, where that can be taken back."""
        ...


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something done to a post after it is out; done or failed, the post is never sent again."""

    name: str
    """`thumbnail`, `captions en`."""
    key: str
    """What it sends, as a hash: another key is done anew."""
    do: Callable[[], str]
    """Does it, once more if need be, and says in a few words what came of it."""


class Appointments(Protocol):
    """What a platform does that shows a post by itself when its time comes."""

    def takes(self, publication: Publication) -> bool:
        """Whether the platform can show this one by itself."""
        ...

    def appoint(self, publication: Publication, post: Mapping[str, str], at: datetime) -> None:
        """Let the platform show what was begun at a moment; once more is the same as once.

        Raises:
            PermanentError: what was begun is gone, or what stands there is not what was sent.
        """
        ...

    def withdraw(self, channel: Channel, post: Mapping[str, str]) -> None:
        """Let it stay unseen; once more is the same as once, and of one that is gone, nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Appointment:
    """When a post goes out, and whether its platform shows it by itself then."""

    booked: Callable[[], datetime | None]
    """Says when; None: at once. Asked when it may go out: it books a time where there is none."""
    platform: Appointments | None
    """None: the factory shows it when its time has come."""


class FollowUps(Protocol):
    """What an outlet does to its posts after they are out."""

    def follow_ups(self, publication: Publication, post: Mapping[str, str]) -> Sequence[FollowUp]:
        """Return each of them, in order; nothing is done yet."""
        ...


class Outlets(Protocol):
    """The outlets there are."""

    def outlet(self, name: str) -> Outlet:
        """Return one; raise BadInput naming those there are."""
        ...

    def follow_ups(self, name: str) -> FollowUps:
        """Return what one does to its posts after they are out."""
        ...

    def appointments(self, name: str) -> Appointments | None:
        """Return how one is told to show a post by itself; None where it cannot."""
        ...

    def figures(self, name: str) -> PlatformFigures | None:
        """Return whom one asks what viewers did; None where it does not tell."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What a person found out about a post of which nobody knew whether it is out."""

    by: str
    at: datetime
    post_id: str = ""
    """Empty: it was never posted."""
    url: str = ""


class Posts(Protocol):
    """The posts of every master, each published once."""

    def post(
        self,
        publication: Publication,
        outlet: Outlet,
        authorise: Callable[[], None],
        appointment: Appointment | None = None,
    ) -> Mapping[str, str]:
        """Publish once: return the recorded post of this master, or publish and record it.

        A post is brought up to date if what goes with the master is no longer what was published
        (`files_sha256`), or the outlet finds faults in what stands there.

        Args:
            publication: what goes out.
            outlet: where to.
            authorise: returns only if it may go out. It is asked before anything is begun,
                and again at the moment when it is shown, while no decision, brief or render of
                the video can be recorded: each of them comes before, and stops it, or after.
            appointment: when it goes out; None: at once. What was out before goes out at once.

        Returns:
            The outlet's answer; if something was mended, with the faults under `mended`; if it
            stands there unseen and its platform shows it when its time comes, with that under `at`.

        Raises:
            Refused: by `authorise`, or the video was called off or deleted meanwhile; nothing of
                it is seen at the outlet.
            PublishingWaits: distribution is off, the outlet is not done with it yet, or a person
                has to say first how it is posted there.
            SlotAwaited: its time is to come, and the factory shows it then.
            OutcomeUnknown: see `Outlet.begin`; it stays so until it is found, or a person says.
        """
        ...

    def follow_up(
        self, publication: Publication, outlet: Outlet, due: Sequence[FollowUp]
    ) -> Mapping[str, str]:
        """Do what is due after a post and was not done yet, each on its own; say what came of it.

        Raises:
            TransientError: one of them may succeed later; the others are done.
            PermanentError: one of them cannot; the others are done, and the post stays out.
        """
        ...

    def resolve(self, video_id: str, outlet: str, found: Found) -> None:
        """Record what a person found out about the post that may be out, or may not.

        Raises:
            PermanentError: of no such post is it unknown.
        """
        ...
