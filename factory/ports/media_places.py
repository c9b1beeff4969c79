"""Media places: every tenant's files lie below its own prefix."""

from typing import Protocol


class MediaPlaces(Protocol):
    """Where the files of videos lie."""

    def settle(self, tenant: str | None = None) -> int:
        """Move the files of some videos that lie elsewhere below the prefix of their tenant.

        They do once after an upgrade, and where a video has come to another tenant. One that is being
        worked on is left for later.

        Args:
            tenant: of whose videos, before or after the move; None: of everybody's.

        Returns:
            How many were moved; 0: none is left that can be now.

        Raises:
            TransientError: the files of one of them could not be moved; it is tried again.
        """
        ...
