"""What the renderer adds to its floor, for a Short from ten stills and for one from ten clips.

The floor of stills: the same frames, ready-made in a file, through one encoder with the same
settings and captions. The floor of clips: one decode and one encode of all of them in a row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import ffmpeg as graph

from bench import inputs
from bench.cost import cpu_seconds
from bench.row import Row, at_least, at_most
from factory.graphics.overlay import Overlay
from factory.pictures.camera_motion import MOVES, motion_of
from factory.pictures.clips import play_of
from factory.ports import SegmentOrder
from factory.timeline.soundtrack import SoundtrackPart, whole_frames
from factory.timeline.timeline import SAMPLE_RATE, Leaving, Shot
from factory.timeline.transitions import transitions
from factory.units_of_work import Strip, Tracks
from factory.video_formats.formats import format_named
from resources.machine import ffmpeg
from resources.rendering.ffmpeg_renderer import ffmpeg_renderer
from resources.video.camera import Plane
from resources.video.overlays import BT709, overlaid, stage
from resources.video.probe import probe
from resources.video.segment_encoder import encode_args, raw_frames, segment_args, shot_frames

PROFILE = format_named("short")
SHOT_FRAMES = 90
LINES = 15
STILLS_GOAL, CLIPS_GOAL, LIKENESS_GOAL = 1.25, 1.15, 0.985
SECONDS = inputs.COUNT * SHOT_FRAMES / PROFILE.picture.fps
SCRIPT = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BorderStyle, Outline, Shadow, \
Alignment, MarginV
Style: Word,Poppins ExtraBold,80,&H00FFFFFF,&H00140F0C,1,8,3,2,650

[Events]
Format: Layer, Start, End, Style, Text
"""


@dataclass(frozen=True, slots=True)
class Cast:
    """The shots of one Short, and the files they show."""

    shots: list[Shot]
    files: list[Path]

    def pictures(self, n: int) -> tuple[tuple[Path, Path | None], Leaving | None]:
        """Return the files of a shot and of the one it fades from, and how that goes on."""
        before = n - 1 if self.shots[n].transition_frames else None
        if before is None:
            return (self.files[n], None), None
        return (self.files[n], self.files[before]), self.shots[before].leaving


def rows() -> list[Row]:
    """Return the cost of stills and of clips beside their floors, and how like the source it is."""
    with TemporaryDirectory(prefix="bench-short-") as scratch:
        folder = Path(scratch)
        return [*_from_stills(folder), from_clips(folder)]


def _from_stills(folder: Path) -> list[Row]:
    cast = Cast(_shots(None), inputs.stills())
    raw, staged = folder / "frames.yuv", folder / "floor"
    with raw.open("wb") as out:
        for n in range(len(cast.shots)):
            for frame in _frames(cast, n):
                out.write(frame.data)
    overlay = Overlay(script=captions(0, SHOT_FRAMES * inputs.COUNT))
    staged.mkdir()
    stage(staged, overlay, PROFILE.picture)
    floor_args = encode_args(
        PROFILE.picture, PROFILE.encode, folder / "floor.mp4", overlay, source=str(raw)
    )
    floor = cpu_seconds(lambda: ffmpeg.run(floor_args, doing="encode the floor", folder=staged))
    segments = [folder / f"still{n}.mp4" for n in range(len(cast.shots))]
    ours = cpu_seconds(lambda: _render(cast, segments))
    likeness = _likeness(raw, overlay, segments, staged)
    raw.unlink()
    note = f"{SECONDS:g} s at 1080x1920, {PROFILE.encode.preset} crf {PROFILE.encode.crf}"
    return [
        at_most(STILLS_GOAL, "short from 10 stills", ours, "CPU s", floor=floor, note=note),
        at_least(LIKENESS_GOAL, "  likeness to its frames", likeness, "SSIM"),
    ]


def from_clips(folder: Path) -> Row:
    """Return the cost of a Short cut from ten clips, with its sound, beside one pass over them."""
    files = inputs.clips()
    cast = Cast(_shots(files), files)
    overlay = Overlay(script=captions(0, SHOT_FRAMES * inputs.COUNT))
    staged = folder / "one-pass"
    staged.mkdir()
    stage(staged, overlay, PROFILE.picture)
    (staged / "clips.txt").write_text(
        "".join(f"file '{file.absolute()}'\noutpoint {SHOT_FRAMES / 30}\n" for file in files)
    )
    args = _one_pass(overlay, folder / "one-pass.mp4")
    floor = cpu_seconds(lambda: ffmpeg.run(args, doing="encode in one pass", folder=staged))
    segments = [folder / f"clip{n}.mp4" for n in range(len(files))]
    ours = cpu_seconds(lambda: (_render(cast, segments), _finish(segments, folder)))
    note = "cut, not faded; decoded, conformed, encoded, mixed and joined"
    return at_most(CLIPS_GOAL, "short from 10 clips", ours, "CPU s", floor=floor, note=note)


def _one_pass(overlay: Overlay, target: Path) -> list[str]:
    stream = graph.input("clips.txt", format="concat", safe=0).video
    args = segment_args(
        stream.filter("fps", PROFILE.picture.fps), PROFILE.picture, PROFILE.encode, target, overlay
    )
    sound = ["-i", str(inputs.audio()), "-t", str(SECONDS), "-c:a", "aac", "-b:a", "192k"]
    at = args.index("-filter_complex")
    return [*args[:at], *sound[:2], *args[at:-1], "-map", "1:a", *sound[2:], args[-1]]


def _finish(segments: Sequence[Path], folder: Path) -> None:
    renderer = ffmpeg_renderer()
    strip = folder / "sound.aac"
    piece = SoundtrackPart(frames=whole_frames(round(SECONDS * SAMPLE_RATE)), programme_at=0)
    renderer.mixer.sound(inputs.audio(), None, piece, PROFILE.sound, PROFILE.encode, strip)
    renderer.muxer.join(
        [Strip(file) for file in segments],
        [Strip(strip)],
        Tracks(language="en"),
        PROFILE.picture,
        folder / "master.mp4",
    )


def _likeness(raw: Path, overlay: Overlay, segments: Sequence[Path], staged: Path) -> float:
    """Return the structural similarity of what was encoded to the frames with their captions."""
    (staged / "segments.txt").write_text("".join(f"file '{file}'\n" for file in segments))
    # Without its tags a frame would be converted before it is lettered, and again to be compared.
    tagged = raw_frames(PROFILE.picture, str(raw)).filter(
        "setparams", range="tv", chroma_location="left", **BT709
    )
    wanted = overlaid(tagged, overlay, PROFILE.picture)
    found = graph.input("segments.txt", format="concat", safe=0)
    lines: list[str] = []
    # Frames are compared in order, whatever clocks the two sides count in.
    in_order = [side.filter("settb", "1/30").filter("setpts", "N") for side in (found, wanted)]
    args = graph.filter(in_order, "ssim")
    ffmpeg.run(
        args.output("-", format="null").get_args(),
        doing="compare the segments with their frames",
        on_log=lines.append,
        log_level="info",
        folder=staged,
    )
    (said,) = re.findall(r"All:([0-9.]+)", "\n".join(lines))
    return float(said)


def _render(cast: Cast, targets: Sequence[Path]) -> None:
    encoder = ffmpeg_renderer().encoder
    for n, (shot, target) in enumerate(zip(cast.shots, targets, strict=True)):
        pictures, before = cast.pictures(n)
        encoder.segment(
            SegmentOrder(
                shot,
                pictures,
                before,
                PROFILE.picture,
                PROFILE.motion,
                PROFILE.encode,
                Overlay(script=captions(shot.first_frame, shot.end_frame)),
            ),
            target,
            lambda _: None,
        )


def _frames(cast: Cast, n: int) -> Iterator[Plane]:
    pictures, before = cast.pictures(n)
    return shot_frames(cast.shots[n], pictures, before, PROFILE.picture, PROFILE.motion)


def _shots(clips: Sequence[Path] | None) -> list[Shot]:
    """Return ten shots: of stills that fade into each other, or of clips that are cut."""
    picture, moving = PROFILE.picture, PROFILE.motion
    fade = 0 if clips else round(moving.transition_seconds * picture.fps)
    fades = transitions([SHOT_FRAMES] * inputs.COUNT, fade, moving)
    size = (inputs.SHAPE.width, inputs.SHAPE.height)
    rate = Fraction(picture.fps)
    return [
        Shot(
            scene_id=f"s{n}",
            asset_id=f"s{n}",
            first_frame=n * SHOT_FRAMES,
            end_frame=(n + 1) * SHOT_FRAMES,
            transition_frames=fades[n],
            motion=motion_of(MOVES[n % len(MOVES)], (0.3, -0.4), size, picture, moving.zoom),
            clip=play_of(probe(clips[n]), SHOT_FRAMES, rate, muted=True) if clips else None,
        )
        for n in range(inputs.COUNT)
    ]


def captions(first: int, end: int) -> bytes:
    """Return 15 lines over the whole Short; of them what is seen between two of its frames."""
    lines = [SCRIPT.format(width=PROFILE.picture.width, height=PROFILE.picture.height)]
    each = SHOT_FRAMES * inputs.COUNT // LINES
    for n in range(LINES):
        start, stop = max(first, n * each), min(end, (n + 1) * each)
        if start < stop:
            times = ",".join(_stamp(frame - first) for frame in (start, stop))
            lines.append(f"Dialogue: 0,{times},Word,the {n + 1}th line of words\n")
    return "".join(lines).encode()


def _stamp(frame: int) -> str:
    """Return a time just before the frame is shown: libass counts hundredths."""
    return f"0:00:{max(0.0, frame / PROFILE.picture.fps - 0.01):05.2f}"
