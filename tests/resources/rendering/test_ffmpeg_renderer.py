"""The renderer when things go wrong: errors that say why, and nothing half-written."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from factory.errors import PermanentError
from factory.graphics.overlay import Overlay
from factory.master.expected_captions import NOT_CAPTIONED
from factory.ports import Renderer, SegmentOrder
from factory.timeline.soundtrack import SoundtrackPart, whole_frames
from factory.units_of_work import Strip, Tracks
from resources.machine.ffmpeg import binary
from resources.rendering.ffmpeg_renderer import ffmpeg_renderer
from tests.fakes.render_inputs import (
    ENCODE,
    MOVING,
    PICTURE,
    SOUND,
    frames_of,
    shots_of,
    speech,
    textured,
    write_wav,
)

LARGE = ENCODE.model_copy(update={"crf": 1})
DIES = """#!/bin/sh
for target; do :; done
head -c 200000 > /dev/null
echo half > "$target"
echo "frame is too strange" >&2
echo "giving up" >&2
{end}
"""


def segment(renderer: Renderer, folder: Path, target: Path, frames: int = 60) -> None:
    """Render one shot of a picture that lies in the folder."""
    (shot,) = shots_of([frames])
    picture = textured(folder / "picture.png", 1)
    renderer.encoder.segment(
        SegmentOrder(shot, (picture, None), None, PICTURE, MOVING, LARGE, Overlay()),
        target,
        lambda _: None,
    )


def sound(renderer: Renderer, folder: Path, target: Path) -> None:
    narration = write_wav(folder / "voice.wav", speech(10), 22_050)
    renderer.mixer.sound(narration, None, piece_of(480_000), SOUND, ENCODE, target)


def piece_of(samples: int) -> SoundtrackPart:
    return SoundtrackPart(frames=whole_frames(samples), programme_at=0)


def join(renderer: Renderer, folder: Path, target: Path) -> None:
    """Join with a working renderer's parts, which lie on another disk."""
    segment(ffmpeg_renderer(), folder, folder / "s.mp4")
    sound(ffmpeg_renderer(), folder, folder / "a.aac")
    parts = [Strip(folder / "s.mp4", 2)], [Strip(folder / "a.aac")]
    renderer.muxer.join(*parts, Tracks(language="en"), PICTURE, target)


Work = Callable[[Renderer, Path, Path], None]


def dying(folder: Path, end: str) -> Renderer:
    program = folder / "dying ffmpeg"
    program.write_text(DIES.format(end=end))
    program.chmod(0o755)
    return ffmpeg_renderer(str(program))


@pytest.mark.parametrize(
    ("end", "said"), [("exit 7", "ended with code 7"), ("kill -9 $$", "killed by signal 9")]
)
def test_an_ffmpeg_that_dies_twice_in_mid_segment_is_quoted_and_leaves_no_target(
    tmp_path: Path, end: str, said: str
):
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(PermanentError, match=rf"scene s0.*{said}") as raised:
        segment(dying(tmp_path, end), tmp_path, out / "s.mp4")
    assert "frame is too strange\ngiving up" in str(raised.value)
    assert "second attempt" in str(raised.value)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("end", ["exit 7", "kill -9 $$"])
def test_an_ffmpeg_that_dies_once_is_started_once_more(tmp_path: Path, end: str):
    real, once = binary(), tmp_path / "dies once"
    begun = tmp_path / "begun"
    first = f"touch '{begun}'; head -c 200000 > /dev/null; {end}"
    once.write_text(f"#!/bin/sh\n[ -e '{begun}' ] || {{ {first}; }}\nexec '{real}' \"$@\"\n")
    once.chmod(0o755)
    told: list[int] = []
    (shot,) = shots_of([60])
    picture = textured(tmp_path / "picture.png", 1)
    ffmpeg_renderer(str(once)).encoder.segment(
        SegmentOrder(shot, (picture, None), None, PICTURE, MOVING, LARGE, Overlay()),
        tmp_path / "s.mp4",
        told.append,
    )
    assert len(frames_of(tmp_path / "s.mp4")) == sum(told) == 60


def test_an_ffmpeg_that_loses_frames_without_a_word_is_found_out(tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(PermanentError, match="scene s0 holds 0 frames, wanted 60"):
        segment(dying(tmp_path, "exit 0"), tmp_path, out / "s.mp4")
    assert list(out.iterdir()) == []


def test_an_ffmpeg_that_is_not_there_is_named_at_once():
    with pytest.raises(PermanentError, match="'/no/ffmpeg', which is no program here"):
        ffmpeg_renderer("/no/ffmpeg")


@pytest.mark.parametrize("name", ["the sea.png", "50%'; drawtext=x.png"])
def test_a_broken_picture_is_named_and_nothing_is_left(tmp_path: Path, name: str):
    broken, out = tmp_path / name, tmp_path / "out"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    out.mkdir()
    first, second = shots_of([20, 20])
    good = textured(tmp_path / "good.png", 1)
    for shot, pictures, previous in (
        (first, (broken, None), None),
        (second, (good, broken), first.leaving),
    ):
        with pytest.raises(PermanentError) as raised:
            ffmpeg_renderer().encoder.segment(
                SegmentOrder(shot, pictures, previous, PICTURE, MOVING, ENCODE, Overlay()),
                out / "s.mp4",
                lambda _: None,
            )
        assert f"{name} cannot be read as a picture" in str(raised.value)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("work", [segment, sound, join], ids=lambda work: work.__name__)
def test_a_disk_that_gets_full_is_named_and_nothing_half_written_stays(
    tmp_path: Path, tiny_disk: Path, work: Work
):
    parts = tmp_path / "parts"
    parts.mkdir()
    others = tiny_disk / "somebody else's"
    others.write_bytes(bytes(950_000))
    with pytest.raises(PermanentError) as raised:
        work(ffmpeg_renderer(), parts, tiny_disk / "result")
    message = str(raised.value)
    assert f"the disk of {tiny_disk}" in message
    assert "bytes free); free some space or give the factory another disk" in message
    assert list(tiny_disk.iterdir()) == [others]


def test_a_master_is_what_its_parts_were(tmp_path: Path):
    renderer, master = ffmpeg_renderer(), tmp_path / "master.mp4"
    join(renderer, tmp_path, master)
    once, twice = frames_of(tmp_path / "s.mp4"), frames_of(master)
    assert np.array_equal(twice, once + once)
    renderer.viewer.view(tmp_path / "s.mp4", PICTURE, (), None, tmp_path / "s.npz")
    found = renderer.meter.measure(
        master,
        NOT_CAPTIONED,
        [Strip(tmp_path / "s.mp4", 2)],
        [Strip(tmp_path / "a.aac")],
        [tmp_path / "s.npz"],
        (0, 120),
    )
    assert (found.frames, found.video_seconds) == (120, 4.0)
    assert (found.black, found.frozen, found.decode_errors) == ((), (), 0)
    assert found.faststart
