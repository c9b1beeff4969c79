"""Rules for a master as a file: its container, its streams and their tags."""

from fractions import Fraction

from factory.master.measurement import Measurement
from factory.presets.formats import Format
from factory.rules.rule import Finding, RuleInfo

BT709 = ("bt709", "bt709", "bt709", "tv")

DECODES = RuleInfo(
    "master_decodes_without_error",
    "renders",
    "The whole file was decoded without an error.",
)
CODECS = RuleInfo(
    "streams_are_h264_and_aac",
    "renders",
    "The picture is H.264 in yuv420p and the sound AAC, which every platform takes.",
)
SIZE = RuleInfo(
    "frame_size_is_the_formats",
    "renders",
    "Frames have the width and height of the format.",
)
RATE = RuleInfo(
    "frame_rate_is_the_formats",
    "renders",
    "Frames follow at the rate of the format.",
)
COLOUR = RuleInfo(
    "colour_is_tagged_bt709",
    "renders",
    "Primaries, transfer, matrix and range say BT.709, limited range.",
)
FASTSTART = RuleInfo(
    "index_stands_before_the_media",
    "renders",
    "The file can be played and uploaded before it is read to its end.",
)
SOUND = RuleInfo(
    "sound_is_48_khz_stereo",
    "renders",
    "The sound has two channels at 48 kHz.",
)
RULES = (DECODES, CODECS, SIZE, RATE, COLOUR, FASTSTART, SOUND)

AGAIN = "materialise renders again"


def assess_file(measured: Measurement, profile: Format) -> tuple[Finding, ...]:
    """Return one finding for each of `RULES`, in their order."""
    return (
        DECODES.judge(
            measured.decode_errors == 0,
            wanted="no decoding error",
            found=f"{measured.decode_errors} errors",
            advice=f"the file is damaged: {AGAIN}",
        ),
        _codecs(measured),
        _size(measured, profile),
        _rate(measured, profile),
        _colour(measured),
        FASTSTART.judge(
            measured.faststart,
            wanted="moov before mdat",
            found="moov first" if measured.faststart else "moov last",
            advice=AGAIN,
        ),
        _sound(measured),
    )


def _codecs(measured: Measurement) -> Finding:
    streams = (measured.video_codec, measured.pixel_format, measured.audio_codec)
    return CODECS.judge(
        streams == ("h264", "yuv420p", "aac"),
        wanted="h264, yuv420p, aac",
        found=", ".join(streams),
        advice=f"look at the encoder's settings, then {AGAIN}",
    )


def _size(measured: Measurement, profile: Format) -> Finding:
    picture = profile.picture
    return SIZE.judge(
        (measured.width, measured.height) == (picture.width, picture.height),
        wanted=f"{picture.width}x{picture.height} px",
        found=f"{measured.width}x{measured.height} px",
        advice=f"the format was changed after the render: {AGAIN}",
    )


def _rate(measured: Measurement, profile: Format) -> Finding:
    numerator, _, denominator = measured.fps.partition("/")
    readable = numerator.isdecimal() and denominator.isdecimal() and int(denominator)
    return RATE.judge(
        bool(readable) and Fraction(measured.fps) == profile.picture.rate,
        wanted=f"{profile.picture.rate} frames a second",
        found=f"{measured.fps} frames a second",
        advice=f"the format was changed after the render: {AGAIN}",
    )


def _colour(measured: Measurement) -> Finding:
    return COLOUR.judge(
        measured.colour == BT709,
        wanted=", ".join(BT709),
        found=", ".join(measured.colour),
        advice=f"look at the encoder's settings, then {AGAIN}",
    )


def _sound(measured: Measurement) -> Finding:
    return SOUND.judge(
        (measured.sample_rate, measured.channels) == (48_000, 2),
        wanted="48000 Hz, 2 channels",
        found=f"{measured.sample_rate} Hz, {measured.channels} channels",
        advice=f"look at the mixer's settings, then {AGAIN}",
    )
