"""Conforms any video to the frames of a format: rate, size, shape, colours, exact number.

One graph decodes and fits a clip; what encodes it (`resources.video.segment_encoder`) goes on from there, so
that a clip is decoded once and encoded once.
"""

from dataclasses import dataclass
from math import floor
from pathlib import Path
from typing import Any

import ffmpeg as graph
import numpy as np

from factory.pictures.clips import ClipFacts, Play
from factory.video_formats.formats import Picture
from resources.images.framing import CROP_LIMIT
from resources.machine import ffmpeg
from resources.video.camera import Plane
from resources.video.probe import KINDS

BACKDROP_SHARE = 8
"""The blurred backdrop is made at an eighth of the frame's size: nobody sees the difference."""
BACKDROP_SIGMA = 1 / (18 * BACKDROP_SHARE)
"""Of the frame's shorter side, at the backdrop's own size."""
BACKDROP_LIGHT = 0.55
"""How bright the backdrop is; the same figures as for stills in `resources.illustrators.picture_folder`."""
BEHIND_ALPHA = "0x181A20"
"""What shows through a transparent clip: a near black that is not a hole."""
SDR_WHITE_NITS = 203
"""ITU-R BT.2408-7, table 1: where graphics white lies in a picture of high dynamic range."""
PEAK = 1000 / SDR_WHITE_NITS
"""Brightest light that is kept apart from white; most films are mastered on 1,000 nits."""
KNEE = 0.5
"""Share of white below which tone mapping changes nothing; lights above it are rolled off."""
MAX_ERROR_RATE = 0.1
"""Of the frames that cannot be decoded: more, and the clip is refused."""
TRANSFERS = {"pq": "smpte2084", "hlg": "arib-std-b67", "bt2020": "bt2020-10"}
MATRICES = {"bt709": "bt709", "bt601": "bt601", "rgb": "bt709"}
LEAST_SEEK_SECONDS = 2
"""Shorter ways are read through: seeking lands on a key frame before the place anyhow."""


def source(clip: Path, play: Play, from_seconds: int = 0) -> Any:
    """Return a clip as ffmpeg's input; no other file is read on its behalf.

    Args:
        clip: the file.
        play: a looped one goes on for ever.
        from_seconds: what lies before is left out.
    """
    facts = play.facts
    options: dict[str, Any] = {"format_whitelist": KINDS, "protocol_whitelist": "file"}
    if facts.decoder:
        options[f"c:{facts.stream}"] = facts.decoder
    if facts.resized:
        options["reinit_filter"] = 0  # begun again in mid-clip, filters would lose their count
    if play.looped:
        options["stream_loop"] = -1
    if from_seconds:
        options["ss"] = from_seconds
    return graph.input(str(clip.absolute()), **options)


def pictures_of(clip: Path, play: Play, from_seconds: int = 0) -> Any:
    """Return a clip's pictures, all of one size; see `source`."""
    stream = source(clip, play, from_seconds)[str(play.facts.stream)]
    if not play.facts.resized:
        return stream
    return stream.filter("scale", play.facts.width, play.facts.height, flags="bicubic")


def conformed(clip: Path, play: Play, first: int, count: int, picture: Picture) -> Any:
    """Return `count` frames of a clip, from its frame `first` in the format's rate, as a stream.

    They fill the format's frame: cropped to cover it while that loses little; otherwise whole,
    before a blurred and darkened copy. Colours are BT.709 in limited range, 8 bits.
    """
    facts = play.facts
    skipped = _seconds_to_skip(play, first, picture)
    begin = first - skipped * picture.fps
    stream = pictures_of(clip, play, skipped)
    if facts.interlaced:
        stream = stream.filter("bwdif", mode="send_frame", deint="interlaced")
    if play.slowed != 1:
        stream = stream.filter("setpts", f"PTS*{play.slowed:.6f}")
    # Frames that will be left out are not worth scaling, nor is one that will be shown twice.
    early = facts.fps > picture.fps
    stream = _at_rate(stream, picture) if early else stream
    stream = _fitted(stream, facts, picture)
    stream = stream if early else _at_rate(stream, picture)
    stream = stream.filter("tpad", stop=-1, stop_mode="clone")
    stream = stream.filter("trim", start_frame=begin, end_frame=begin + count)
    return stream.filter("setpts", "PTS-STARTPTS").filter("setsar", 0)


@dataclass(frozen=True, slots=True)
class ClipDecoder:
    """Decodes clips for one segment."""

    program: Path
    scratch: Path
    """A folder for frames on their way."""
    picture: Picture

    def stream(self, clip: Path, play: Play, first: int, count: int) -> Any:
        """See `conformed`."""
        return conformed(clip, play, first, count, self.picture)

    def frames(self, clip: Path, play: Play, first: int, count: int) -> list[Plane]:
        """Return a few frames, each as one buffer (`resources.video.camera.split`), kept on disk.

        Raises:
            PermanentError: the clip cannot be decoded.
        """
        raw = self.scratch / f"{clip.stem}-{first}.yuv"
        stream = self.stream(clip, play, first, count)
        ffmpeg.run(
            tolerant(stream.output(str(raw), format="rawvideo", pix_fmt="yuv420p")),
            doing=f"decode {count} frames of the clip {clip.name}",
            program=self.program,
        )
        size = self.picture.width * self.picture.height * 3 // 2
        mapped = np.memmap(raw, np.uint8, "r", shape=(count, size))
        return [np.asarray(frame) for frame in mapped]


def tolerant(output: Any) -> list[str]:
    """Return the arguments of an output that puts up with a few broken frames, and no more."""
    return ["-max_error_rate", str(MAX_ERROR_RATE), *output.get_args()]


def _seconds_to_skip(play: Play, first: int, picture: Picture) -> int:
    """Return how much need not be decoded: whole seconds, so that frames keep their places."""
    if play.looped or play.slowed != 1:
        return 0
    within = min(first / picture.fps, play.facts.seconds) - 1
    return floor(within) if within >= LEAST_SEEK_SECONDS else 0


def _at_rate(stream: Any, picture: Picture) -> Any:
    return stream.filter("fps", fps=picture.fps, start_time=0, round="near")


def _fitted(stream: Any, facts: ClipFacts, picture: Picture) -> Any:
    """Return the stream in the frame's size and colours."""
    wanted = (picture.width, picture.height)
    if facts.alpha:
        stream = _on_dark(stream, facts, picture)
    cover = max(wanted[0] / facts.width, wanted[1] / facts.height)
    lost = 1 - wanted[0] * wanted[1] / (facts.width * facts.height * cover**2)
    if lost <= CROP_LIMIT:
        return _covering(_coloured(stream, facts, _scaled(facts, cover)), wanted)
    fit = min(wanted[0] / facts.width, wanted[1] / facts.height)
    whole = _coloured(stream, facts, _scaled(facts, fit)).filter_multi_output("split")
    small = (_even(wanted[0] / BACKDROP_SHARE), _even(wanted[1] / BACKDROP_SHARE))
    behind = _covering(_stretched(whole[1], _covered_by(_scaled(facts, fit), small)), small)
    behind = behind.filter("gblur", sigma=max(0.5, min(wanted) * BACKDROP_SIGMA))
    behind = behind.filter(
        "lutyuv",
        y=f"16+(val-16)*{BACKDROP_LIGHT}",
        u=f"128+(val-128)*{BACKDROP_LIGHT}",
        v=f"128+(val-128)*{BACKDROP_LIGHT}",
    )
    behind = _stretched(behind, wanted)
    return behind.overlay(whole[0], x="(W-w)/2", y="(H-h)/2", format="yuv420", eof_action="endall")


def _coloured(stream: Any, facts: ClipFacts, size: tuple[int, int]) -> Any:
    """Return the stream scaled, in BT.709, limited range, 8 bits."""
    if facts.colour in TRANSFERS:
        return _tone_mapped(stream, facts, size)
    plain = (facts.pixel_format, facts.colour, facts.full_range, facts.square, facts.alpha)
    if plain == ("yuv420p", "bt709", False, True, False) and size == (facts.width, facts.height):
        return stream
    return stream.filter(
        "scale",
        *size,
        flags="bicubic+accurate_rnd",
        in_color_matrix=MATRICES[facts.colour],
        in_range="pc" if facts.full_range else "tv",
        out_color_matrix="bt709",
        out_range="tv",
    ).filter("format", "yuv420p")


def _tone_mapped(stream: Any, facts: ClipFacts, size: tuple[int, int]) -> Any:
    """Bring a wide or high range to what a BT.709 screen shows.

    In linear light, where 1 is SDR white; lights above the knee are rolled off, colours below it
    stay as they are.
    """
    stream = stream.filter(  # files often leave out one or another of these
        "setparams",
        range="pc" if facts.full_range else "tv",
        color_primaries="bt2020",
        color_trc=TRANSFERS[facts.colour],
        colorspace="bt2020nc",
    )
    linear = {"filter": "bicubic", "transfer": "linear", "npl": SDR_WHITE_NITS}
    stream = stream.filter("zscale", *size, **linear)
    stream = stream.filter("format", "gbrpf32le").filter("zscale", primaries="709")
    if facts.colour != "bt2020":
        stream = stream.filter("tonemap", tonemap="mobius", param=KNEE, desat=0, peak=PEAK)
    out = {"transfer": "709", "matrix": "709", "range": "limited", "dither": "ordered"}
    return stream.filter("zscale", **out).filter("format", "yuv420p")


def _on_dark(stream: Any, facts: ClipFacts, picture: Picture) -> Any:
    size = f"{facts.width}x{facts.height}"
    ground = graph.input(f"color=c={BEHIND_ALPHA}:s={size}:r={picture.fps}", format="lavfi")
    stream = stream.filter("scale", facts.width, facts.height)
    laid = ground.overlay(stream, format="gbrp", shortest=1)
    return laid.filter("format", "rgb24")


def _covering(stream: Any, size: tuple[int, int]) -> Any:
    """Crop the middle out of a stream that covers the size."""
    return stream.filter("crop", *size)


def _stretched(stream: Any, size: tuple[int, int]) -> Any:
    return stream.filter("scale", *size, flags="bilinear")


def _scaled(facts: ClipFacts, by: float) -> tuple[int, int]:
    return _even(facts.width * by), _even(facts.height * by)


def _covered_by(size: tuple[int, int], area: tuple[int, int]) -> tuple[int, int]:
    by = max(area[0] / size[0], area[1] / size[1])
    return max(area[0], _even(size[0] * by)), max(area[1], _even(size[1] * by))


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
