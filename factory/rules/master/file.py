"""Rules for a master as a file: the one that was measured, its container, its streams and tags."""

from fractions import Fraction

from factory.master.render import Render
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged, rule

BT709 = ("bt709", "bt709", "bt709", "tv")

AGAIN = "materialise renders again"


@rule(
    stage="renders",
    needs=(Render,),
    description="The measurement names the hash and size of the master that it speaks of.",
)
def measurement_is_of_this_master(evidence: Evidence) -> Judgement:
    master, measured = evidence.render.master, evidence.render.measurement
    return judged(
        (measured.sha256, measured.bytes) == (master.sha256, master.bytes),
        wanted=f"{master.sha256[:12]}, {master.bytes} bytes",
        found=f"{measured.sha256[:12]}, {measured.bytes} bytes",
        advice=f"another file was measured: {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="The whole file was decoded without an error.",
)
def master_decodes_without_error(evidence: Evidence) -> Judgement:
    errors = evidence.render.measurement.decode_errors
    return judged(
        errors == 0,
        wanted="no decoding error",
        found=f"{errors} errors",
        advice=f"the file is damaged: {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="The picture is H.264 in yuv420p and the sound AAC, which every platform takes.",
)
def streams_are_h264_and_aac(evidence: Evidence) -> Judgement:
    measured = evidence.render.measurement
    streams = (measured.video_codec, measured.pixel_format, measured.audio_codec)
    return judged(
        streams == ("h264", "yuv420p", "aac"),
        wanted="h264, yuv420p, aac",
        found=", ".join(streams),
        advice=f"look at the encoder's settings, then {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="Frames have the width and height of the format.",
)
def frame_size_is_the_formats(evidence: Evidence) -> Judgement:
    measured, picture = evidence.render.measurement, evidence.profile.picture
    return judged(
        (measured.width, measured.height) == (picture.width, picture.height),
        wanted=f"{picture.width}x{picture.height} px",
        found=f"{measured.width}x{measured.height} px",
        advice=f"the format was changed after the render: {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="Frames follow at the rate of the format.",
)
def frame_rate_is_the_formats(evidence: Evidence) -> Judgement:
    fps, rate = evidence.render.measurement.fps, evidence.profile.picture.rate
    numerator, _, denominator = fps.partition("/")
    readable = numerator.isdecimal() and denominator.isdecimal() and int(denominator)
    return judged(
        bool(readable) and Fraction(fps) == rate,
        wanted=f"{rate} frames a second",
        found=f"{fps} frames a second",
        advice=f"the format was changed after the render: {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="Primaries, transfer, matrix and range say BT.709, limited range.",
)
def colour_is_tagged_bt709(evidence: Evidence) -> Judgement:
    colour = evidence.render.measurement.colour
    return judged(
        colour == BT709,
        wanted=", ".join(BT709),
        found=", ".join(colour),
        advice=f"look at the encoder's settings, then {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="The file can be played and uploaded before it is read to its end.",
)
def index_stands_before_the_media(evidence: Evidence) -> Judgement:
    first = evidence.render.measurement.faststart
    return judged(
        first,
        wanted="moov before mdat",
        found="moov first" if first else "moov last",
        advice=AGAIN,
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="The sound has two channels at 48 kHz.",
)
def sound_is_48_khz_stereo(evidence: Evidence) -> Judgement:
    measured = evidence.render.measurement
    return judged(
        (measured.sample_rate, measured.channels) == (48_000, 2),
        wanted="48000 Hz, 2 channels",
        found=f"{measured.sample_rate} Hz, {measured.channels} channels",
        advice=f"look at the mixer's settings, then {AGAIN}",
    )
