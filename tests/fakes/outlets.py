"""An outlet that keeps posts in memory, and a publication to give it."""

from collections.abc import Callable, Mapping
from typing import Any

from factory.ports import Publication, Sight
from factory.units_of_work import Notes


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

    def __init__(
        self,
        beginning: Callable[[], object] = nothing,
        finishing: Callable[[], object] = nothing,
        name: str = "outbox",
    ) -> None:
        self.name = name
        self.distributes = name != "outbox"
        self.settles = False
        self.beginning = beginning
        self.finishing = finishing
        self.begun: dict[str, str] = {}
        self.seen: dict[str, str] = {}
        """The master that is seen, by video."""
        self.finished = 0
        self.sights: list[Sight] = []
        """What it looks like before it looks as it is, first first."""

    def look(
        self, publication: Publication, post: Mapping[str, str], *, shown_before: bool = False
    ) -> Sight:
        if self.sights:
            return self.sights.pop(0)
        wanted = publication.master_sha256
        if self.seen.get(post["post_id"]) == wanted:
            return Sight("shown")
        hidden = not shown_before and self.begun.get(publication.video_id) == wanted
        return Sight("hidden") if hidden else Sight("missing", (f"{post['post_id']} is gone",))

    def begin(self, publication: Publication, notes: Notes) -> Mapping[str, str]:
        self.begun[publication.video_id] = publication.master_sha256
        self.beginning()
        return {"post_id": publication.video_id, "url": f"file:///outbox/{publication.video_id}"}

    def finish(self, publication: Publication, post: Mapping[str, str]) -> Mapping[str, str]:
        self.finishing()
        self.seen[post["post_id"]] = self.begun.pop(publication.video_id)
        self.finished += 1
        return post

    def discard(self, video_id: str) -> None:
        self.begun.pop(video_id, None)


class NoNotes:
    """Notes of a post that nobody has begun; kept in memory."""

    def __init__(self, **noted: Any) -> None:
        self.noted: dict[str, Any] = noted

    def get(self) -> dict[str, Any]:
        return dict(self.noted)

    def put(self, facts: Mapping[str, Any]) -> None:
        self.noted = dict(facts)
