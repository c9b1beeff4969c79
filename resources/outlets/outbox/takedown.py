"""Taking a video out of the outbox: its folder is set aside under a name that says so."""

from collections.abc import Mapping
from pathlib import Path

from factory.channel.channel import Channel
from factory.errors import PermanentError
from factory.ids import check_video_id
from factory.ports.takedown import GONE
from resources.outlets.outbox.contents import flush, remove

ENDING = ".taken-down"


class OutboxTakedown:
    """See `factory.ports.Takedown`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take_down(self, video_id: str, channel: Channel, post: Mapping[str, str]) -> str:
        """See `factory.ports.Takedown.take_down`; nothing is deleted but an earlier such folder."""
        final = self._folder / check_video_id(video_id)
        aside = self._folder / f"{video_id}{ENDING}"
        if not final.is_dir() or final.is_symlink():
            return GONE
        try:
            remove(aside)
            final.rename(aside)
            flush(self._folder)
        except OSError as error:
            raise PermanentError(
                f"{video_id}: cannot set {final} aside: {error}; see that the outbox can be written to"
            ) from error
        return f"set aside as {aside.name}"
