"""Made-up scenes of a video that nobody made: what is read of it where a curve of retention is laid on scenes."""

import hashlib
from collections.abc import Iterator
from typing import Final

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions, reading_cues
from factory.listing.chapter_marks import mark_chapters
from factory.listing.listing import Listing
from factory.ports import VideoFiles
from factory.records import FileRef, Provider
from factory.script.scenes import write_script
from factory.script.script import Scene, Script
from factory.speech.narration import Narration, SceneSpan, SpokenSentence, SpokenWord
from factory.speech.pronunciation import reader

WORDS: Final = """
Nobody has made this video, and yet it has viewers. They came in the morning, when the harbour was still grey.
The first of them stayed for a minute and left.

An old pilot had promised that the ice would sing. He had heard it once, as a boy, on a night without wind.
It began far out, under the lighthouse, like a wet finger on a glass.

Then it came nearer. The dogs heard it before anybody else did. They stood at the end of the pier and did not bark.

By noon the whole town was on the ice. Somebody had brought a violin and played what the ice had sung.
It answered him, half a tone lower, and for the length of a song nobody said a word.

In spring the ice went out to sea. The violin is in the museum now. On cold nights it is slightly out of tune.
"""
"""About fifty seconds of a short."""
RATE: Final = 1000
"""Samples a second of a narration of which there is no sound."""
NOBODY: Final = Provider(role="voice", name="sixty made-up days", licence="none")


def leave_scenes(store: VideoFiles, accepted: AcceptedBrief) -> None:
    """Write script, narration, captions and listing of a brief; there is no sound, and no picture."""
    profile, video_id = accepted.profile, accepted.video_id
    script = write_script(accepted, profile, accepted.accepted_at, reader(accepted))
    narration = _narration(script)
    cues = reading_cues(narration, profile.captions)
    captions = Captions(
        video_id=video_id,
        language=script.language,
        timing="character-weight",
        cues=cues,
        burned=(),
        srt=_no_file("captions.srt", "application/x-subrip"),
        vtt=_no_file("captions.vtt", "text/vtt"),
    )
    listing = Listing(
        video_id=video_id,
        language=script.language,
        title=script.title,
        description="Nobody has made this video.",
        tags=accepted.brief.tags,
        chapters=mark_chapters(script, narration, profile.chapters),
        made_for_kids=False,
        synthetic_media=True,
        thumbnail=_no_file("thumbnail.jpg", "image/jpeg"),
        provider=script.provider,
    )
    store.write(video_id, "script.json", script.to_json())
    store.write(video_id, "narration.json", narration.to_json())
    store.write(video_id, "captions.json", captions.to_json())
    store.write(video_id, "listing.json", listing.to_json())


def _narration(script: Script) -> Narration:
    edges = [0]
    for scene in script.scenes:
        edges.append(edges[-1] + round(scene.duration_sec * RATE))
    starts = dict(zip((scene.scene_id for scene in script.scenes), edges, strict=False))
    return Narration(
        video_id=script.video_id,
        script_id=script.script_id,
        sample_rate=RATE,
        samples=edges[-1],
        file=_no_file("narration.wav", "audio/wav"),
        integrated_lufs=-23.0,
        true_peak_dbtp=-3.0,
        sentences=tuple(
            sentence for one in script.scenes for sentence in _spoken(one, starts[one.scene_id])
        ),
        scenes=tuple(
            SceneSpan(scene_id=scene.scene_id, start=start, end=end)
            for scene, start, end in zip(script.scenes, edges, edges[1:], strict=False)
        ),
        bed=None,
        provider=NOBODY,
    )


def _spoken(scene: Scene, start: int) -> Iterator[SpokenSentence]:
    """Yield a scene's sentences; every word of it takes as long as any other."""
    a_word = round(scene.duration_sec * RATE / len(scene.text.split()))
    for sentence in scene.sentences:
        words = sentence.text.split()
        edges = [start + number * a_word for number in range(len(words) + 1)]
        yield SpokenSentence(
            sentence_id=sentence.sentence_id,
            scene_id=scene.scene_id,
            text=sentence.text,
            start=start,
            end=edges[-1],
            words=tuple(
                SpokenWord(text=word, start=begins, end=ends)
                for word, begins, ends in zip(words, edges, edges[1:], strict=False)
            ),
            timing="character-weight",
            fingerprint=_sha256(sentence.spoken),
            sha256=_sha256(sentence.text),
        )
        start = edges[-1]


def _no_file(name: str, media_type: str) -> FileRef:
    return FileRef(name=name, sha256=_sha256(name), bytes=0, media_type=media_type)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
