"""An outlet that keeps posts in memory, and a publication to give it."""

from collections.abc import Callable, Mapping, Sequence

from factory.ports import Publication


def a_publication(
    video_id: str = "a-video", master_sha256: str = "ab" * 32, files: str = "f1"
) -> Publication:
    """Return a publication of no files at all."""
    return Publication(
        video_id=video_id,
        master_sha256=master_sha256,
        files_sha256=files * 32,
        paths={},
        sha256={},
    )


def nothing() -> None:
    """Nobody objects; nothing else happens."""


class FakeOutlet:
    """Remembers what was prepared and what is seen; raises on what was never prepared."""

    name = "outbox"

    def __init__(
        self,
        preparing: Callable[[], object] = nothing,
        committing: Callable[[], object] = nothing,
    ) -> None:
        self.preparing = preparing
        self.committing = committing
        self.prepared: dict[str, str] = {}
        self.seen: dict[str, str] = {}
        """The master that is seen, by video."""
        self.commits = 0

    def faults(self, post: Mapping[str, str], publication: Publication) -> Sequence[str]:
        wanted = publication.master_sha256
        return [] if self.seen.get(post["post_id"]) == wanted else [f"{post['post_id']} is gone"]

    def prepare(self, publication: Publication) -> Mapping[str, str]:
        self.prepared[publication.video_id] = publication.master_sha256
        self.preparing()
        return {"post_id": publication.video_id, "url": f"file:///outbox/{publication.video_id}"}

    def commit(self, publication: Publication, post: Mapping[str, str]) -> None:
        self.committing()
        self.seen[post["post_id"]] = self.prepared.pop(publication.video_id)
        self.commits += 1

    def discard(self, video_id: str) -> None:
        self.prepared.pop(video_id, None)
