"""Likeness records: by what made videos are known again, and which came before a given one."""

from pathlib import Path
from typing import Protocol

from factory.copy_detection.likeness_record import LikenessRecord


class LikenessRecords(Protocol):
    """The likeness record of every video whose release was judged."""

    def kept(self, video_id: str, made_of: str) -> LikenessRecord | None:
        """Return a video's likeness record, if it is of exactly these parts."""
        ...

    def claim(self, record: LikenessRecord) -> tuple[LikenessRecord, ...]:
        """Keep a likeness record, and return those that came before it, newest first.

        Of two videos that are judged at a time one comes before the other. A video keeps its place
        when it is judged again; one that was published before anybody compared has that of its
        publication. Those that nobody will see do not count: refused, rejected or deleted before
        they were published; nor does any of the same story.

        Returns:
            At most 50 of its channel and 100 of the tenant's other channels.
        """
        ...

    def settle(self, video_id: str, *, released: bool) -> None:
        """Note how the judgement ended."""
        ...


class PictureHashes(Protocol):
    """Knows pictures again."""

    def picture_hash(self, picture: Path) -> str:
        """Return 64 hex digits; see `factory.copy_detection.picture_hashes`.

        Raises:
            BadInput: it cannot be read.
        """
        ...
