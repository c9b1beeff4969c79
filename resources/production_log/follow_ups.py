"""What is published is written into the production log: after it is out, once, and never the post again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import av
from av.error import FFmpegError

from factory.errors import PermanentError
from factory.fingerprint import fingerprint
from factory.listing.listing import Listing
from factory.ports import FollowUp, FollowUps, Publication
from resources.machine.environment_variables import Settings
from resources.production_log.spreadsheet import Row, Spreadsheet

MASTER = "master.mp4"


def length_of(film: Path) -> float:
    """Return how long a film is, in seconds to a thousandth.

    Raises:
        PermanentError: it is none.
    """
    try:
        with av.open(str(film)) as media:
            length = media.duration
    except (FFmpegError, OSError) as error:
        raise PermanentError(f"could not read how long {film.name} is: {error}") from error
    if length is None:
        raise PermanentError(f"{film.name} does not say how long it is")
    return round(length / av.time_base, 3)


class LoggedFollowUps:
    """See `factory.ports.FollowUps`: those of an outlet, and the log after them.

    Args:
        settings: which spreadsheet.
        outlet: whose posts.
        others: what the outlet does itself.
        seconds_of: how long a film is.
    """

    def __init__(
        self,
        settings: Settings,
        outlet: str,
        others: FollowUps,
        seconds_of: Callable[[Path], float] = length_of,
    ) -> None:
        self._settings = settings
        self._outlet = outlet
        self._others = others
        self._seconds_of = seconds_of

    def follow_ups(self, publication: Publication, post: Mapping[str, str]) -> Sequence[FollowUp]:
        """See `factory.ports.FollowUps.follow_ups`; what is still to be shown is not logged yet."""
        due = self._others.follow_ups(publication, post)
        if "at" in post:
            return due
        about = {"url": post["url"], "master": publication.master_sha256}
        key = fingerprint("production log", {**about, "spreadsheet": self._settings.sheets_log})
        return [*due, FollowUp("production log", key, partial(self._write, publication, post))]

    def _write(self, publication: Publication, post: Mapping[str, str]) -> str:
        with Spreadsheet(self._settings) as sheet:
            return sheet.put(self._row(publication, post["url"]))

    def _row(self, publication: Publication, url: str) -> Row:
        film = publication.paths[MASTER]
        listing = Listing.from_json(publication.paths["listing.json"].read_bytes())
        return (
            publication.video_id,
            self._outlet,
            publication.channel.name if publication.channel else "",
            listing.title,
            url,
            self._seconds_of(film),
            film.stat().st_size,
            publication.master_sha256,
            f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        )
