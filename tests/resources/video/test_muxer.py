"""The join: many segments and one sound become one file, with nothing encoded again."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame

from factory.captions.cues import CaptionWord, Cue
from factory.captions.subtitle_files import write_vtt
from factory.errors import PermanentError
from factory.graphics.overlay import Overlay
from factory.ports import SegmentOrder
from factory.timeline.soundtrack import AAC_FRAME, SoundtrackPart, whole_frames
from factory.timeline.timeline import SAMPLE_RATE
from factory.units_of_work import Strip, Tracks
from resources.audio.mixer import Mixer
from resources.machine import ffmpeg
from resources.video.muxer import FfmpegMuxer
from resources.video.segment_encoder import FfmpegEncoder
from tests.fakes.render_inputs import (
    ENCODE,
    FPS,
    MOVING,
    PICTURE,
    SOUND,
    frames_of,
    samples_of,
    shots_of,
    speech,
    textured,
    write_wav,
)

PROGRAM = ffmpeg.binary()
ENCODER = FfmpegEncoder(PROGRAM)
RATE = 22_050
TRACKS = Tracks(language="en")


def joined(folder: Path, lengths: list[int], voice: np.ndarray | None = None) -> Path:
    """Render segments of these lengths with crossfades, mix a voice, and join all."""
    pictures = [textured(folder / f"{n}.png", n) for n in range(len(lengths))]
    segments: list[Path] = []
    shots = shots_of(lengths)
    for n, shot in enumerate(shots):
        fades = n > 0 and shot.transition_frames > 0
        segments.append(folder / f"{n}.mp4")
        ENCODER.segment(
            SegmentOrder(
                shot,
                (pictures[n], pictures[n - 1] if fades else None),
                shots[n - 1].leaving if fades else None,
                PICTURE,
                MOVING,
                ENCODE,
                Overlay(),
            ),
            segments[-1],
            lambda _: None,
        )
    samples = sum(lengths) * SAMPLE_RATE // FPS
    sound = speech(sum(lengths) / FPS) if voice is None else voice
    narration = write_wav(folder / "voice.wav", sound, RATE)
    piece = SoundtrackPart(frames=whole_frames(samples), programme_at=0)
    Mixer(PROGRAM).sound(narration, None, piece, SOUND, ENCODE, folder / "sound.aac")
    join([Strip(segment) for segment in segments], folder / "sound.aac", folder / "master.mp4")
    return folder / "master.mp4"


def join(
    picture: list[Strip], sound: Path, target: Path, tracks: Tracks = TRACKS, sound_repeats: int = 1
) -> None:
    """Join with one sound."""
    FfmpegMuxer(PROGRAM).join(picture, [Strip(sound, sound_repeats)], tracks, PICTURE, target)


@pytest.mark.parametrize("lengths", [[40, 37, 41], [1, 2, 3, 30], [6] * 30])
def test_the_join_has_every_frame_once_at_its_exact_time(tmp_path: Path, lengths: list[int]):
    with av.open(str(joined(tmp_path, lengths))) as media:
        video = media.streams.video[0]
        times = [frame.time for frame in media.decode(video)]
    assert times == pytest.approx([n / FPS for n in range(sum(lengths))], abs=1e-6)


def test_picture_and_sound_begin_together_and_last_equally_long(tmp_path: Path):
    with av.open(str(joined(tmp_path, [40, 37]))) as media:
        video, audio = media.streams.video[0], media.streams.audio[0]
        assert video.start_time == 0
        assert audio.start_time == 0
        assert video.duration and video.time_base and audio.duration and audio.time_base
        apart = abs(video.duration * video.time_base - audio.duration * audio.time_base)
    assert apart < 1024 / SAMPLE_RATE


def test_a_strip_is_copied_as_often_as_it_repeats(tmp_path: Path):
    master = joined(tmp_path, [30])
    strips = [Strip(tmp_path / "sound.aac"), Strip(tmp_path / "sound.aac", repeats=2)]
    picture = [Strip(tmp_path / "0.mp4", repeats=2), Strip(tmp_path / "0.mp4")]
    FfmpegMuxer(PROGRAM).join(picture, strips, TRACKS, PICTURE, tmp_path / "thrice.mp4")
    with av.open(str(master)) as once, av.open(str(tmp_path / "thrice.mp4")) as thrice:
        own = [bytes(p) for p in once.demux(audio=0) if p.size]
        packets = [p for p in thrice.demux(audio=0) if p.size]
        assert [bytes(p) for p in packets] == own * 3
        assert [p.pts for p in packets] == [n * AAC_FRAME for n in range(len(packets))]
    times = [frame.time for frame in decoded(tmp_path / "thrice.mp4")]
    assert times == pytest.approx([n / FPS for n in range(90)], abs=1e-6)


def test_captions_and_chapters_are_tracks_of_the_file_that_players_name(tmp_path: Path):
    joined(tmp_path, [45, 45])
    said = [("Ein <Fluss> & ein Tal;", 0.5, 1.2), ("静かな夜", 1.9, 2.7)]
    cues = [Cue(start=a, end=b, words=(CaptionWord(text=t, start=a, end=b),)) for t, a, b in said]
    (tmp_path / "it's captions.vtt").write_text(write_vtt(cues, 42))
    chapters = ((0.0, "Am Ufer; und = weiter \\ #"), (1.0, "静かな夜"), (2.0, "Ende"))
    tracks = Tracks("de-CH", tmp_path / "it's captions.vtt", chapters)
    sound, master = tmp_path / "sound.aac", tmp_path / "master.mp4"
    join([Strip(tmp_path / "0.mp4"), Strip(tmp_path / "1.mp4")], sound, master, tracks)
    with av.open(str(master)) as media:
        found = [
            (seconds(c["start"], c["time_base"]), seconds(c["end"], c["time_base"]), title(c))
            for c in media.chapters()
        ]
        ends = (1, 2, 3)
        assert found == [(s, e, t) for (s, t), e in zip(chapters, ends, strict=True)]
        (captions,) = media.streams.subtitles
        assert captions.codec_context.name == "mov_text"
        assert (captions.language, media.streams.audio[0].language) == ("deu", "deu")
        shown = [(seconds(p.pts, p.time_base), bytes(p)[2:].decode()) for p in text(media)]
    assert shown == [(start, words) for words, start, _ in said]


def test_without_captions_and_chapters_there_are_no_such_tracks(tmp_path: Path):
    with av.open(str(joined(tmp_path, [10]))) as media:
        assert [stream.type for stream in media.streams] == ["video", "audio"]
        assert not media.chapters()


def seconds(ticks: int | None, time_base: Fraction | None) -> float:
    assert ticks is not None
    assert time_base
    return float(ticks * time_base)


def title(chapter: Any) -> str:
    return chapter["metadata"]["title"]


def text(media: InputContainer) -> Iterator[Packet]:
    """Yield the packets of the caption track that show something."""
    return (p for p in media.demux(subtitles=0) if p.size > 2)


def decoded(file: Path) -> list[VideoFrame]:
    with av.open(str(file)) as media:
        return list(media.decode(video=0))


def test_a_sound_is_heard_when_it_was_spoken(tmp_path: Path):
    voice = 0.1 * speech(3)
    knock_at = round(1.3 * RATE)
    voice[knock_at : knock_at + 60] += 0.8 * np.hanning(60)
    sound = samples_of(joined(tmp_path, [45, 45], voice))[0]
    assert np.abs(sound).argmax() / SAMPLE_RATE == pytest.approx(1.3 + 30 / RATE, abs=0.001)


def test_the_picture_goes_on_across_a_join_as_it_does_within_a_shot(tmp_path: Path):
    frames = [f.astype(float) for f in frames_of(joined(tmp_path, [40, 40]))]
    steps = [np.abs(b - a).mean() for a, b in pairwise(frames)]
    assert steps[39] <= 2.0 * max(steps[36], steps[42], 0.5)


def test_the_index_stands_before_the_media(tmp_path: Path):
    data = joined(tmp_path, [10, 10]).read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_a_segment_that_is_none_is_an_error_and_leaves_nothing(tmp_path: Path):
    master = joined(tmp_path, [10])
    master.unlink()
    (tmp_path / "0.mp4").write_bytes(b"this was a segment once")
    with pytest.raises(PermanentError, match="could not join 1 segments"):
        join([Strip(tmp_path / "0.mp4")], tmp_path / "sound.aac", master)
    assert not master.exists()


@pytest.mark.parametrize("kept", [0.1, 0.9])
def test_a_segment_cut_short_among_whole_ones_is_an_error_too(tmp_path: Path, kept: float):
    master = joined(tmp_path, [10, 40, 10])
    master.unlink()
    damaged = tmp_path / "1.mp4"
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[: round(kept * len(whole))])
    segments = [Strip(tmp_path / f"{n}.mp4") for n in range(3)]
    with pytest.raises(PermanentError, match="could not join 3 segments"):
        join(segments, tmp_path / "sound.aac", master)
    assert not master.exists()
