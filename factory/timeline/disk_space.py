"""What a render will write, estimated before its first frame."""

from collections.abc import Sequence

from factory.timeline.timeline import Timeline
from factory.video_formats.formats import Encode, Format, Picture

BYTES_PER_PIXEL = 0.02
"""Of one encoded pixel at `CRF`. Measured on grainy stills in motion: 0.010 to 0.017."""
CRF = 20
CRF_PER_HALF = 6
"""x264 writes about half as much for each six steps of its quality figure."""
MASTERS = 2
"""The joined file among the results, and its copy in the video's folder."""


def frame_bytes(picture: Picture, encode: Encode) -> float:
    """Return about how many bytes an encoded frame takes."""
    finer = 2 ** ((CRF - encode.crf) / CRF_PER_HALF)
    return picture.width * picture.height * BYTES_PER_PIXEL * finer


def render_bytes(timeline: Timeline, profile: Format, finished: Sequence[int | None]) -> int:
    """Return about how many bytes a render will write: segments, sound, and the master twice.

    Args:
        timeline: what is rendered.
        profile: its format.
        finished: bytes of each shot's segment, in order; None where it has to be made.

    Returns:
        0 when every segment is there: what is left to write is then written already, or small.
    """
    if None not in finished:
        return 0
    each = frame_bytes(profile.picture, profile.encode)
    made = picture = 0.0
    for shot, known in zip(timeline.shots, finished, strict=True):
        size = shot.frames * each if known is None else known
        made += size if known is None else 0
        picture += size * shot.repeats
    sound = float(timeline.frames / timeline.fps) * profile.encode.audio_kbps * 1000 / 8
    return round(made + sound + MASTERS * (picture + sound))
