"""Where the time of one Short goes: frames, captions, encode, sound, mux, measuring, stills."""

from pathlib import Path
from tempfile import TemporaryDirectory

import ffmpeg as graph

from bench import inputs
from bench.cost import cpu_seconds, own_seconds
from bench.film import film_of, film_renderer
from bench.row import Row, at_most, fact
from bench.short import PROFILE, captions
from factory.graphics.overlay import Overlay
from resources.machine import ffmpeg
from resources.video.overlays import overlaid, stage

SCENES, WORDS = 10, 10
SAMPLE_FRAMES = 90
MEASURING_SHARE = 0.15
"""Of a whole render; the floor is the render."""


def rows() -> list[Row]:
    """Return each step's CPU and its share of the whole, the largest first."""
    film = film_of(PROFILE, SCENES, WORDS, inputs.stills())
    with film_renderer() as opened:
        before = own_seconds()
        rendered = opened.render(film)
        # Apart from frames, this process only waits for its children; the rest is in the noise.
        frames = own_seconds() - before
    bill = dict(rendered.bill)
    segments = bill.pop("segments")
    seconds = rendered.measurement.video_seconds
    drawn = _captions_seconds() * seconds * PROFILE.picture.fps
    steps = {
        "frames": frames,
        "captions": drawn,
        "encode": segments - frames - drawn,
        **bill,
    }
    whole = sum(steps.values())
    measuring = steps.pop("measuring")
    return [
        fact(f"a Short of {seconds:.0f} s", whole, "CPU s"),
        *(
            fact(f"  {step}", cost, "CPU s", whole=whole)
            for step, cost in sorted(steps.items(), key=lambda pair: -pair[1])
        ),
        at_most(MEASURING_SHARE, "  measuring", measuring, "CPU s", floor=whole),
    ]


def _captions_seconds() -> float:
    """Return what drawing captions costs for each frame, without an encoder behind it."""
    with TemporaryDirectory(prefix="bench-profile-") as scratch:
        folder = Path(scratch)
        overlay = Overlay(script=captions(0, SAMPLE_FRAMES))
        stage(folder, overlay, PROFILE.picture)
        without, drawn = (_filtered(folder, laid) for laid in (Overlay(), overlay))
    return max(0.0, drawn - without) / SAMPLE_FRAMES


def _filtered(folder: Path, overlay: Overlay) -> float:
    picture = PROFILE.picture
    grey = f"color=gray:{picture.width}x{picture.height}:{picture.fps},format=yuv420p"
    stream = overlaid(graph.input(grey, format="lavfi"), overlay, picture)
    args = stream.output("-", format="null", **{"frames:v": SAMPLE_FRAMES}).get_args()
    return cpu_seconds(lambda: ffmpeg.run(args, doing="draw captions", folder=folder))
