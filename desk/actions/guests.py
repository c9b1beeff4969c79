"""Guests: somebody without an account who is asked to look at one video, and what they say of it."""

from collections.abc import Sequence

from desk.actions.acting import acting, making
from factory.errors import BadInput
from factory.ids import check_video_id
from factory.people.guest_link import GuestLink
from factory.records import Payload
from wiring.factory import Factory, open_factory

MOST_NOTE_CHARS = 4_000


class NewGuestLink(Payload):
    """A link that was just made; it is told this once."""

    link: GuestLink
    path: str
    """What follows the desk's address."""


def invite_guest(video_id: str, name: str, *, hours: int, decides: bool) -> NewGuestLink:
    """Make a link that shows one video to somebody without an account.

    Raises:
        BadInput: the name or the hours cannot be so.
        PermanentError: there is no such video.
    """
    with open_factory() as factory:
        link, secret = factory.people.guest_links.make(
            check_video_id(video_id), name, hours=hours, decides=decides, by=making()
        )
    return NewGuestLink(link=link, path=f"/guest/{secret}")


def guests_of(video_id: str) -> Sequence[GuestLink]:
    """Return the links to a video that still open."""
    with open_factory() as factory:
        return factory.people.guest_links.of_video(check_video_id(video_id))


def revoke_guest(video_id: str, number: int) -> GuestLink:
    """End a guest's link at once."""
    with open_factory() as factory:
        return factory.people.guest_links.revoke(check_video_id(video_id), number, by=acting())


def note_it(factory: Factory, video_id: str, note: str) -> None:
    """Keep what somebody says about a video; whoever decides reads it.

    Raises:
        BadInput: there are no words, too many of them, or too many notes already.
    """
    words = note.strip()
    if not words or len(words) > MOST_NOTE_CHARS:
        raise BadInput(f"the note has {len(words)} characters; wanted 1 to {MOST_NOTE_CHARS}")
    factory.people.guest_links.keep_note(video_id, words, by=acting())
