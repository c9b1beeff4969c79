"""Manifests of a video, read for whoever looks: what is missing is none, what is unreadable is said."""

from typing import TypeVar, cast

from factory.errors import PermanentError, Unreadable
from factory.records import Payload
from wiring.factory import Factory

Manifest = TypeVar("Manifest", bound=Payload)


class Manifests:
    """What the stages of one video left, as far as this version of the factory can read it."""

    def __init__(self, factory: Factory, video_id: str) -> None:
        self._store = factory.store
        self._video_id = video_id
        self._read: dict[str, Payload | None] = {}
        self.unreadable: list[str] = []
        """What could not be read, in words for a person."""

    def read(self, kind: type[Manifest], name: str) -> Manifest | None:
        """Return a manifest, read once; None where it is not made yet, deleted, or unreadable."""
        if name not in self._read:
            self._read[name] = self._from_store(kind, name)
        return cast(Manifest | None, self._read[name])

    def _from_store(self, kind: type[Manifest], name: str) -> Manifest | None:
        try:
            return kind.from_json(self._store.local(self._video_id, name).read_bytes())
        except Unreadable as error:
            self.unreadable.append(f"{name}: {error}")
            return None
        except PermanentError:
            return None
