"""Record of likeness: a made video in a few kilobytes, by which later ones are compared with it."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from factory.brief.brief import AcceptedBrief
from factory.copy_detection.sentence_sketches import (
    Index,
    Passage,
    Sketch,
    index_of,
    packed,
    passages,
    unpacked,
)
from factory.fingerprint import fingerprint
from factory.pictures.visuals import Visuals
from factory.records import Payload
from factory.script.script import Script
from factory.speech.narration import Narration


class LikenessRecord(Payload):
    """What a video is known again by: words, title, pictures, music, structure, cadence."""

    video_id: str
    tenant: str
    channel: str
    family: str
    """The video that it tells in another language, or itself: those of one family are one story."""
    language: str
    title: str
    made_of: str
    """Hash of all that it follows from: another one, and the video has been made anew."""
    sketches: str
    """Of its sentences, in order, as `packed` writes them."""
    words: tuple[int, ...]
    """In each of them."""
    scene_seconds: tuple[float, ...]
    """How long each scene stands, to a tenth."""
    pictures: tuple[str, ...]
    """Perceptual hashes of its pictures, each once; intro and outro are the channel's and left out."""
    music: str
    """Hash of the bed's file; empty without one."""

    @cached_property
    def sentences(self) -> list[Sketch]:
        """The sketches themselves."""
        return unpacked(self.sketches)

    @cached_property
    def index(self) -> Index:
        """They, to be compared with those of many others."""
        return index_of(self.sentences)


def passages_of(script: Script) -> list[Passage]:
    """Return what is compared of a script's words; where nobody speaks, of its pictures' prompts."""
    texts = [sentence.text for sentence in script.sentences]
    return passages(texts or [scene.written for scene in script.scenes], script.language)


def made_of(accepted: AcceptedBrief, script: Script, narration: Narration, visuals: Visuals) -> str:
    """Return the hash of all that a likeness record follows from, known before a picture is opened."""
    bed = narration.bed
    recipe = {
        "sketches": 1,
        "channel": [accepted.channel.tenant, accepted.channel.name, accepted.brief.translates],
        "title": script.title,
        "words": [script.language, *(scene.written for scene in script.scenes)],
        "spans": [[span.start, span.end] for span in narration.scenes],
        "pictures": [asset.poster.sha256 for asset in visuals.assets],
        "music": bed.file.sha256 if bed else "",
    }
    return fingerprint("signature", recipe)


def likeness_record_of(
    accepted: AcceptedBrief,
    script: Script,
    narration: Narration,
    visuals: Visuals,
    hashes: Mapping[str, str],
) -> LikenessRecord:
    """Return the likeness record of a video.

    Args:
        accepted: its brief and channel.
        script: its words.
        narration: how long each scene stands, and the music.
        visuals: its pictures.
        hashes: their perceptual hashes, by the pictures' SHA-256.
    """
    said: Sequence[Passage] = passages_of(script)
    bed = narration.bed
    return LikenessRecord(
        video_id=accepted.video_id,
        tenant=accepted.channel.tenant,
        channel=accepted.channel.name,
        family=accepted.brief.translates or accepted.video_id,
        language=script.language,
        title=script.title,
        made_of=made_of(accepted, script, narration, visuals),
        sketches=packed(one.sketch for one in said),
        words=tuple(one.words for one in said),
        scene_seconds=tuple(
            round((span.end - span.start) / narration.sample_rate, 1) for span in narration.scenes
        ),
        pictures=tuple(dict.fromkeys(hashes[asset.poster.sha256] for asset in visuals.assets)),
        music=bed.file.sha256 if bed else "",
    )
