"""Conforming: whatever a clip is, it becomes exactly the frames that were asked for."""

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from factory.graphics.overlay import Overlay
from factory.pictures.clips import Play, play_of
from factory.ports import SegmentOrder
from factory.timeline.timeline import Shot
from factory.units_of_work import Strip, Tracks
from resources.machine import ffmpeg
from resources.video.clip_conforming import ClipDecoder
from resources.video.muxer import FfmpegMuxer
from resources.video.probe import probe
from resources.video.segment_encoder import FfmpegEncoder
from tests.fakes.render_inputs import ENCODE, FPS, MOVING, PICTURE, flat, frames_of, shots_of

PROGRAM = ffmpeg.binary()
ENCODER = FfmpegEncoder(PROGRAM)
COLOURS = ((200, 40, 40), (40, 170, 60), (50, 60, 200), (220, 220, 210))
"""Of the four quarters: top left, top right, bottom left, bottom right."""
SIZE = (180, 320)
TAGS_709 = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"


def quarters(file: Path, size: tuple[int, int] = SIZE) -> Path:
    width, height = size[0] // 2, size[1] // 2
    tiles = [np.full((height, width, 3), rgb[::-1], np.uint8) for rgb in COLOURS]
    cv2.imwrite(str(file), np.vstack([np.hstack(tiles[:2]), np.hstack(tiles[2:])]))
    return file


def coloured(
    folder: Path, name: str, *encode: str, filters: str = "null", size: tuple[int, int] = SIZE
) -> Path:
    """Return a clip of one second at 25 frames a second: four quarters of known colours."""
    target = folder / name
    picture = quarters(folder / "quarters.png", size)
    still = ["-loop", "1", "-framerate", "25", "-i", str(picture), "-frames:v", "25"]
    ffmpeg.run([*still, "-vf", filters, *encode, str(target)], doing="make a clip")
    return target


def counting(folder: Path, seconds: float = 2, rate: int = 25, name: str = "count.mp4") -> Path:
    """Return a clip whose frame n has the luma 40 + 3n, exactly."""
    target = folder / name
    luma = f"color=black:s=64x64:r={rate}:d={seconds},format=yuv420p,geq=lum='40+3*N':cb=128:cr=128"
    ffmpeg.run(
        ["-f", "lavfi", "-i", f"{luma},{TAGS_709}", "-c:v", "libx264", "-qp", "0", str(target)],
        doing="make a clip that counts",
    )
    return target


def shot_of(clip: Path, frames: int, fade: int = 0) -> Shot:
    (shot,) = shots_of([frames])
    play = play_of(probe(clip), frames, Fraction(FPS), muted=True)
    return shot.model_copy(update={"clip": play, "transition_frames": fade})


def segment(
    shot: Shot, target: Path, mine: Path, previous: Shot | None = None, other: Path | None = None
) -> Path:
    told: list[int] = []
    ENCODER.segment(
        SegmentOrder(
            shot,
            (mine, other),
            previous.leaving if previous else None,
            PICTURE,
            MOVING,
            ENCODE,
            Overlay(),
        ),
        target,
        told.append,
    )
    assert sum(told) == shot.frames
    return target


def counted(file: Path) -> list[float]:
    """Return which frame of a counting clip each frame shows."""
    return [(float(f[160:, :][20:60].mean()) - 40) / 3 for f in _luma(file)]


def _header(file: Path) -> bytes:
    with av.open(str(file)) as media:
        return bytes(media.streams.video[0].codec_context.extradata or b"")


def _luma(file: Path):
    return [frame[: PICTURE.height] for frame in frames_of(file, "yuv420p")]


def colours_of(file: Path, frame: int = 10) -> list[tuple[float, ...]]:
    """Return the mean colour in the middle of each quarter, by BT.709."""
    planes = frames_of(file, "yuv420p")[frame]
    width, height = PICTURE.width, PICTURE.height
    luma = planes[:height].astype(float)
    chroma = planes[height:].reshape(2, height // 2, width // 2).astype(float) - 128
    found: list[tuple[float, ...]] = []
    for y, x in ((1, 1), (1, 3), (3, 1), (3, 3)):
        rows, columns = y * height // 4, x * width // 4
        level = 1.1644 * (luma[rows - 5 : rows + 5, columns - 5 : columns + 5].mean() - 16)
        cb, cr = (
            c[rows // 2 - 3 : rows // 2 + 3, columns // 2 - 3 : columns // 2 + 3].mean()
            for c in chroma
        )
        found.append((level + 1.7927 * cr, level - 0.2132 * cb - 0.5329 * cr, level + 2.1124 * cb))
    return found


X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12")
KINDS = {
    "untagged.mp4": (X264, "format=yuv420p"),
    "tagged.mp4": (X264, f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{TAGS_709}"),
    "ten-bits.mkv": (
        ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:crf=12"),
        "format=yuv420p10le",
    ),
    "mpeg2.mpg": (("-c:v", "mpeg2video", "-q:v", "2", "-f", "mpeg"), "format=yuv420p"),
    "interlaced.ts": (
        ("-c:v", "mpeg2video", "-q:v", "2", "-flags", "+ildct+ilme", "-f", "mpegts"),
        "format=yuv420p,setfield=tff",
    ),
    "vp9.webm": (
        ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-crf", "20"),
        "format=yuv420p",
    ),
    "motion-jpeg.avi": (("-c:v", "mjpeg", "-q:v", "2"), "format=yuvj420p"),
    "moving.gif": ((), "null"),
    "varying.mp4": ((*X264, "-fps_mode", "vfr"), "select='not(mod(n\\,3))',format=yuv420p"),
    "wide-pixels.mp4": (X264, "scale=90:320,setsar=2,format=yuv420p"),
    "odd.mkv": (("-c:v", "ffv1"), "scale=145:257,format=yuv420p"),
    "rgb.mov": (("-c:v", "qtrle"), "format=rgb24"),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_any_kind_of_clip_becomes_the_frames_asked_for_in_its_own_colours(
    tmp_path: Path, name: str
):
    encode, filters = KINDS[name]
    clip = coloured(tmp_path, name, *encode, filters=filters)
    shot = shot_of(clip, 29)
    found = frames_of(segment(shot, tmp_path / "s.mp4", clip))
    assert len(found) == 29
    assert found[0].shape == (320, 180, 3)
    for colour, wanted in zip(colours_of(tmp_path / "s.mp4"), COLOURS, strict=True):
        assert colour == pytest.approx(wanted, abs=7)


def test_a_clip_that_was_filmed_lying_down_stands_up(tmp_path: Path):
    lying = coloured(tmp_path, "l.mp4", *X264, filters="format=yuv420p,transpose=2")
    turned = tmp_path / "turned.mp4"
    ffmpeg.run(
        ["-display_rotation", "-90", "-i", str(lying), "-c", "copy", str(turned)], doing="turn"
    )
    facts = probe(turned)
    assert (facts.width, facts.height) == SIZE
    segment(shot_of(turned, 20), tmp_path / "s.mp4", turned)
    for colour, wanted in zip(colours_of(tmp_path / "s.mp4"), COLOURS, strict=True):
        assert colour == pytest.approx(wanted, abs=7)


def test_a_wide_clip_stands_whole_before_a_darker_copy_of_itself(tmp_path: Path):
    clip = coloured(tmp_path, "w.mp4", *X264, filters="format=yuv420p", size=(320, 180))
    found = frames_of(segment(shot_of(clip, 5), tmp_path / "s.mp4", clip))[2].astype(float)
    assert found[130, 40] == pytest.approx(COLOURS[0], abs=9)
    assert found[190, 140] == pytest.approx(COLOURS[3], abs=9)
    above = found[30, 20]
    assert above == pytest.approx(np.array(COLOURS[0]) * 0.55, abs=25)
    assert above.sum() < 0.7 * sum(COLOURS[0])


def test_what_is_transparent_shows_a_near_black(tmp_path: Path):
    clip = coloured(
        tmp_path, "t.mov", "-c:v", "qtrle", filters="format=argb,colorchannelmixer=aa=0"
    )
    segment(shot_of(clip, 5), tmp_path / "s.mp4", clip)
    for colour in colours_of(tmp_path / "s.mp4", 2):
        assert colour == pytest.approx((24, 26, 32), abs=4)


def nits_of_pq(code: float) -> float:
    """SMPTE ST 2084, the electro-optical transfer function; `code` from 0 to 1."""
    c1, c2, c3 = 0.8359375, 18.8515625, 18.6875
    root = code ** (1 / 78.84375)
    return 10_000 * (max(0.0, root - c1) / (c2 - c3 * root)) ** (1 / 0.1593017578125)


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_a_clip_of_high_dynamic_range_is_brought_to_what_a_screen_shows(
    tmp_path: Path, transfer: str
):
    clip = tmp_path / "hdr.mp4"
    steps = "format=yuv420p10le,geq=lum='64+floor(X/20)*876/8':cb=512:cr=512"
    tags = f"setparams=range=tv:color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc"
    ffmpeg.run(
        ["-f", "lavfi", "-i", f"color=black:s=180x320:r=25:d=0.6,{steps},{tags}"]
        + ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", str(clip)],
        doing="make a clip of high dynamic range",
    )
    segment(shot_of(clip, 10), tmp_path / "s.mp4", clip)
    row = _luma(tmp_path / "s.mp4")[5][150:170].mean(axis=0)
    levels = [float(row[20 * n + 8 : 20 * n + 13].mean()) for n in range(9)]
    assert levels[0] == pytest.approx(16, abs=1)
    assert levels == sorted(levels)
    assert 228 <= levels[-1] <= 243
    if transfer == "smpte2084":
        for n in (1, 2, 3):  # below the knee light is what it was: BT.1886 on a screen of 203 nits
            light = nits_of_pq(n / 8) / 203
            assert levels[n] == pytest.approx(16 + 219 * light ** (1 / 2.4), abs=5)


def test_frames_keep_their_times_when_the_rate_changes(tmp_path: Path):
    clip = counting(tmp_path)
    found = counted(segment(shot_of(clip, 55), tmp_path / "s.mp4", clip))
    for n, frame in enumerate(found):
        assert abs(frame / 25 - n / 30) <= 0.5 / 25 + 0.001 + 0.4 / 75


def test_a_clip_that_is_a_little_short_is_slowed_and_a_shorter_one_begins_again(tmp_path: Path):
    clip = counting(tmp_path, seconds=1, rate=30)
    slow, again = shot_of(clip, 36), shot_of(clip, 50)
    assert slow.clip == Play(facts=probe(clip), slowed=1.2)
    found = counted(segment(slow, tmp_path / "slow.mp4", clip))
    assert found == pytest.approx([n / 1.2 for n in range(36)], abs=0.9)
    assert again.clip == Play(facts=probe(clip), looped=True)
    found = counted(segment(again, tmp_path / "again.mp4", clip))
    assert found == pytest.approx([n % 30 for n in range(50)], abs=0.4)


def test_a_clip_fades_in_over_the_clip_before_it_which_goes_on(tmp_path: Path):
    one, two = counting(tmp_path, 2, 30), counting(tmp_path, 2, 25, "two.mp4")
    before, shot = shot_of(one, 40), shot_of(two, 30, fade=9)
    found = counted(segment(shot, tmp_path / "s.mp4", two, before, one))
    alone = counted(segment(shot_of(two, 30), tmp_path / "alone.mp4", two))
    assert found[9:] == pytest.approx(alone[9:], abs=0.7)
    for n in range(9):
        weight = (1 - np.cos(np.pi * (n + 1) / 10)) / 2
        assert found[n] == pytest.approx(weight * alone[n] + (1 - weight) * (40 + n), abs=0.9)


def test_stills_and_clips_fade_into_one_another(tmp_path: Path):
    grey = (128, 128, 128)
    still, clip = flat(tmp_path / "p.png", grey), counting(tmp_path, 2, 30)
    level = (16 + 219 * 128 / 255 - 40) / 3
    before, after = shots_of([20, 20])
    faded = shot_of(clip, 20, fade=9)
    found = counted(segment(faded, tmp_path / "in.mp4", clip, before, still))
    assert found[0] == pytest.approx(level, abs=1.5)
    assert found[9:] == pytest.approx(range(9, 20), abs=0.7)
    found = counted(segment(after, tmp_path / "out.mp4", still, shot_of(clip, 20), clip))
    assert found[0] == pytest.approx(20 + 0.03 * (level - 20), abs=1.5)
    assert found[9:] == pytest.approx([level] * 11, abs=0.7)


def test_reading_from_the_middle_finds_the_very_frames_that_reading_on_does(tmp_path: Path):
    clip = counting(tmp_path, 2.4, 25)
    long = tmp_path / "long.mp4"
    ffmpeg.run(["-stream_loop", "1", "-i", str(clip), "-c", "copy", str(long)], doing="repeat")
    facts = probe(long)
    decoder = ClipDecoder(PROGRAM, tmp_path, PICTURE)
    # What goes at another pace is read from its beginning; by so little, no frame changes.
    read_on = decoder.frames(long, Play(facts=facts, slowed=1.000001), 110, 12)
    found = decoder.frames(long, Play(facts=facts), 111, 12)
    assert np.array_equal(read_on[1:], found[:-1])


def test_clips_and_stills_join_without_being_encoded_again(tmp_path: Path):
    clip = counting(tmp_path, 1, 25)
    still = flat(tmp_path / "p.png", (90, 140, 200))
    (plain,) = shots_of([17])
    segments = [
        segment(shot_of(clip, 20), tmp_path / "a.mp4", clip),
        segment(plain, tmp_path / "b.mp4", still),
        segment(shot_of(clip, 11), tmp_path / "c.mp4", clip),
    ]
    headers = {_header(part) for part in segments}
    assert len(headers) == 1  # the encoder's parameter sets: players read only the first one's
    sound = tmp_path / "sound.aac"
    ffmpeg.run(["-f", "lavfi", "-i", "sine=d=1.6:r=48000", str(sound)], doing="make a sound")
    strips = [Strip(part) for part in segments]
    FfmpegMuxer(PROGRAM).join(strips, [Strip(sound)], Tracks("en"), PICTURE, tmp_path / "m.mp4")
    joined = frames_of(tmp_path / "m.mp4")
    apart = [frame for part in segments for frame in frames_of(part)]
    assert len(joined) == 48
    assert all(np.array_equal(a, b) for a, b in zip(joined, apart, strict=True))
