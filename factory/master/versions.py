"""Versions: every master that a video ever had, with the words that are heard in it and when."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Self

from factory.master.render import Render
from factory.records import Payload
from factory.script.script import Script
from factory.speech.narration import Narration

INDEX = "versions.json"
"""Name of their manifest in the store."""

NAME_DIGITS = 16


class HeardSentence(Payload):
    """One sentence of a version; where nobody speaks it begins with its scene."""

    start_seconds: float
    words: str


class Version(Payload):
    """One master, as it was made."""

    sha256: str
    made_at: datetime
    seconds: float
    sentences: tuple[HeardSentence, ...]

    @property
    def file(self) -> str:
        """Name of its copy in the store."""
        return f"versions/{self.sha256[:NAME_DIGITS]}.mp4"

    @classmethod
    def of(cls, script: Script, narration: Narration, render: Render, made_at: datetime) -> Self:
        """Return the version that a render is, with what it was made from."""
        return cls(
            sha256=render.master.sha256,
            made_at=made_at,
            seconds=render.duration_sec,
            sentences=tuple(_heard(script, narration, scene_starts(render))),
        )


class Versions(Payload):
    """All of a video, the oldest first."""

    versions: tuple[Version, ...] = ()

    def with_newest(self, version: Version) -> Self:
        """Return them with one more; one that was there before is the newest again, made when it was."""
        before = next((one for one in self.versions if one.sha256 == version.sha256), version)
        others = tuple(one for one in self.versions if one.sha256 != version.sha256)
        newest = version.model_copy(update={"made_at": before.made_at})
        return self.model_copy(update={"versions": (*others, newest)})


def _heard(
    script: Script, narration: Narration, starts: Mapping[str, float]
) -> Iterator[HeardSentence]:
    spoken = {one.sentence_id: one.start / narration.sample_rate for one in narration.sentences}
    for scene in script.scenes:
        for sentence in scene.sentences:
            at = spoken.get(sentence.sentence_id, starts.get(scene.scene_id))
            if at is not None:
                yield HeardSentence(start_seconds=round(at, 3), words=sentence.text)


def scene_starts(render: Render) -> Mapping[str, float]:
    """Return the second at which each scene's picture begins; a night's loop shows one many times."""
    starts: dict[str, float] = {}
    for shot in render.timeline.shots:
        starts.setdefault(shot.scene_id, float(shot.first_frame / render.timeline.fps))
    return starts
