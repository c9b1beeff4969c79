"""One coherent, releasable video as manifests, to be bent in one place by each test.

Every builder takes the fields to override: `a_script(language="de")`. Nested facts are changed
with `model_copy(update=...)`. `some_evidence()` passes every rule.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from factory.brief.brief import AcceptedBrief, Brief
from factory.captions.cues import Captions, CaptionWord, Cue
from factory.channel.channel import Channel, Compliance
from factory.listing.listing import Listing
from factory.pictures.visuals import VisualAsset, Visuals
from factory.records import FileRef, Provider
from factory.script.script import Scene, Script, Sentence
from factory.speech.narration import Bed, Narration, SceneSpan, SpokenSentence, SpokenWord
from factory.video_formats.formats import Format, format_named

VIDEO_ID = "lost-archives-20261121-roman-roads-k3f9"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
RATE = 22_050
SECONDS = 30
FPS = 30

SENTENCES = (
    "Every road in the empire began with string",
    "Surveyors stretched it between two poles at dawn",
    "Then soldiers dug a trench along the line",
    "They filled it with sand and broken stone",
    "On top they laid slabs cut to fit",
    "Rain ran off the crown into the ditch",
    "A rider could cross the land in days",
    "Milestones told him how far he had come",
    "Two thousand years later the lines still hold",
    "Some of our highways still follow that string",
)
"""Eight words each; two make a scene; 160 words a minute at 30 seconds."""

SCENES = tuple(f"s{n:03d}" for n in range(1, 6))

VOICE = Provider(
    role="voice",
    name="piper",
    model="en_US-joe-medium",
    version="1",
    licence="CC0-1.0",
    default=True,
)
PICTURES = Provider(role="pictures", name="scenery", version="1", licence="CC0-1.0", default=True)
BED = Provider(role="bed", name="pad", version="1", licence="CC0-1.0", default=True)
WORDS = Provider(role="words", name="brief", licence="the brief's own", synthetic=False)
RENDERER = Provider(role="render", name="ffmpeg", version="7.1", synthetic=False)


def sha(text: str) -> str:
    """Return a hash that stands for some content."""
    return hashlib.sha256(text.encode()).hexdigest()


def a_file(name: str, media_type: str = "application/octet-stream", **changes: Any) -> FileRef:
    """Return a file whose hash follows from its name."""
    facts = {"name": name, "sha256": sha(name), "bytes": 1000, "media_type": media_type}
    return FileRef(**{**facts, **changes})


def a_profile() -> Format:
    """Return the format that the video is in."""
    return format_named("short")


def a_channel(**changes: Any) -> Channel:
    """Return a channel that lets its policy approve, every question answered."""
    facts: dict[str, Any] = {
        "name": "lost-archives",
        "title": "The Lost Archives",
        "format": "short",
        "review": "automatic",
        "compliance": Compliance(made_for_kids=False, synthetic_media=True),
    }
    return Channel(**{**facts, **changes})


def a_brief(**changes: Any) -> Brief:
    """Return the brief behind the video."""
    facts: dict[str, Any] = {
        "title": "The string that built an empire",
        "channel": "lost-archives",
        "format": "short",
        "language": "en",
        "words": ". ".join(SENTENCES) + ".",
        "tags": ("roman roads", "history"),
    }
    return Brief(**{**facts, **changes})


def an_accepted_brief(channel: Channel | None = None, **changes: Any) -> AcceptedBrief:
    """Return the brief as it was taken in; `changes` are those of the brief."""
    brief = a_brief(**changes)
    return AcceptedBrief(
        video_id=VIDEO_ID,
        brief=brief,
        brief_sha256=sha(brief.model_dump_json()),
        channel=channel or a_channel(),
        source="cli",
        accepted_at=NOW,
    )


def a_script(**changes: Any) -> Script:
    """Return five scenes of two sentences each."""
    scenes = tuple(
        Scene(
            scene_id=scene_id,
            beat="hook" if n == 0 else "body",
            duration_sec=6.0,
            asset_needs=("image",),
            sentences=tuple(
                Sentence(sentence_id=f"{scene_id}-{k + 1}", text=text, spoken=text)
                for k, text in enumerate(SENTENCES[2 * n : 2 * n + 2])
            ),
            picture_prompt=SENTENCES[2 * n],
        )
        for n, scene_id in enumerate(SCENES)
    )
    facts: dict[str, Any] = {
        "script_id": f"{VIDEO_ID}-script-1",
        "idea_id": f"{VIDEO_ID}-idea",
        "video_id": VIDEO_ID,
        "language": "en",
        "title": "The string that built an empire",
        "scenes": scenes,
        "version": 1,
        "created_at": NOW,
        "provider": WORDS,
    }
    return Script(**{**facts, **changes})


def _spoken(sentence: Sentence, scene_id: str, index: int) -> SpokenSentence:
    start = round((0.25 + 2.9 * index) * RATE)
    words = sentence.text.split()
    length = round(2.7 * RATE) // len(words)
    return SpokenSentence(
        sentence_id=sentence.sentence_id,
        scene_id=scene_id,
        text=sentence.text,
        start=start,
        end=start + length * len(words),
        words=tuple(
            SpokenWord(text=word, start=start + n * length, end=start + (n + 1) * length)
            for n, word in enumerate(words)
        ),
        timing="character-weight",
        fingerprint=sha(f"speech {sentence.spoken}"),
        sha256=sha(f"wav {sentence.spoken}"),
    )


def a_narration(script: Script | None = None, **changes: Any) -> Narration:
    """Return the script spoken in 30 seconds: a sentence every 2.9 s, each 2.7 s long."""
    script = script or a_script()
    pairs = [(sentence, scene) for scene in script.scenes for sentence in scene.sentences]
    edges = [0, *(round((5.8 * n + 0.15) * RATE) for n in range(1, len(script.scenes)))]
    edges.append(SECONDS * RATE)
    facts: dict[str, Any] = {
        "video_id": VIDEO_ID,
        "script_id": script.script_id,
        "sample_rate": RATE,
        "samples": SECONDS * RATE,
        "file": a_file("narration.wav", "audio/wav"),
        "integrated_lufs": -23.5,
        "true_peak_dbtp": -4.2,
        "sentences": tuple(
            _spoken(sentence, scene.scene_id, n) for n, (sentence, scene) in enumerate(pairs)
        ),
        "scenes": tuple(
            SceneSpan(scene_id=scene.scene_id, start=edges[n], end=edges[n + 1])
            for n, scene in enumerate(script.scenes)
        ),
        "bed": Bed(
            kind="pad",
            file=a_file("bed.wav", "audio/wav"),
            samples=4096,
            integrated_lufs=-20.0,
            provider=BED,
        ),
        "provider": VOICE,
    }
    return Narration(**{**facts, **changes})


def an_asset(scene_id: str, **changes: Any) -> VisualAsset:
    """Return a picture 1.3 times the frame."""
    facts: dict[str, Any] = {
        "asset_id": f"{scene_id}-picture",
        "scene_id": scene_id,
        "type": "image",
        "source": "scenery",
        "url": f"http://127.0.0.1:3001/{scene_id}.png",
        "file": a_file(f"pictures/{scene_id}.png", "image/png"),
        "width": 1404,
        "height": 2496,
        "prompt": "a road at dawn",
        "seed": 7,
        "provider": PICTURES,
    }
    return VisualAsset(**{**facts, **changes})


def some_visuals(**changes: Any) -> Visuals:
    """Return a picture for every scene."""
    facts: dict[str, Any] = {
        "manifest_id": f"{VIDEO_ID}-visuals-1",
        "script_id": f"{VIDEO_ID}-script-1",
        "video_id": VIDEO_ID,
        "assets": tuple(an_asset(scene_id) for scene_id in SCENES),
        "created_at": NOW,
    }
    return Visuals(**{**facts, **changes})


def a_cue(text: str, start: float, end: float) -> Cue:
    """Return a cue whose words share its time equally."""
    words = text.split()
    step = (end - start) / max(1, len(words))
    return Cue(
        start=start,
        end=end,
        words=tuple(
            CaptionWord(text=word, start=start + n * step, end=start + (n + 1) * step)
            for n, word in enumerate(words)
        ),
    )


def some_cues(narration: Narration, words_per_cue: int = 4) -> tuple[Cue, ...]:
    """Return the narration's words, some at a time."""
    rate = narration.sample_rate
    groups: list[Sequence[SpokenWord]] = [
        sentence.words[n : n + words_per_cue]
        for sentence in narration.sentences
        for n in range(0, len(sentence.words), words_per_cue)
    ]
    return tuple(
        a_cue(" ".join(w.text for w in group), group[0].start / rate, group[-1].end / rate)
        for group in groups
    )


def some_captions(narration: Narration | None = None, **changes: Any) -> Captions:
    """Return the narration as reading cues and as burned cues."""
    cues = some_cues(narration or a_narration())
    facts: dict[str, Any] = {
        "video_id": VIDEO_ID,
        "language": "en",
        "timing": "character-weight",
        "cues": cues,
        "burned": cues,
        "srt": a_file("captions.srt", "application/x-subrip"),
        "vtt": a_file("captions.vtt", "text/vtt"),
        "font": a_profile().captions.font,
    }
    return Captions(**{**facts, **changes})


def a_listing(**changes: Any) -> Listing:
    """Return a listing that YouTube takes."""
    facts: dict[str, Any] = {
        "video_id": VIDEO_ID,
        "language": "en",
        "title": "The string that built an empire",
        "description": "How Roman roads were laid.\n\nMade with a synthetic voice. #history",
        "tags": ("roman roads", "history"),
        "chapters": (),
        "made_for_kids": False,
        "synthetic_media": True,
        "thumbnail": a_file("thumbnail.jpg", "image/jpeg"),
        "provider": WORDS,
    }
    return Listing(**{**facts, **changes})
