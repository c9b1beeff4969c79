"""Rules for how loud a master is, measured in the AAC that is heard."""

from typing import cast

from factory.master.render import Render
from factory.rules.evidence import Evidence
from factory.rules.master.file import AGAIN
from factory.rules.rule import Judgement, judged, rule
from factory.rules.scope import WITH_LOUDNESS_RANGE

PEAK_TOLERANCE_DB = 0.1
"""Two meters may read a true peak this much apart (EBU Tech 3341 allows 0.2 and 0.4 dB)."""


@rule(
    stage="renders",
    needs=(Render,),
    description="Integrated loudness of the final AAC is within the format's tolerance of its target.",
)
def loudness_is_on_target(evidence: Evidence) -> Judgement:
    sound, loudness = evidence.profile.sound, evidence.render.measurement.loudness
    return judged(
        abs(loudness.integrated_lufs - sound.integrated_lufs) <= sound.tolerance_lu,
        wanted=f"{sound.integrated_lufs:g} LUFS +/- {sound.tolerance_lu:g} LU",
        found=f"{loudness.integrated_lufs:.1f} LUFS",
        advice=f"listen to the narration and the bed, then {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description=f"The true peak of the final AAC is below the format's limit, give or take "
    f"{PEAK_TOLERANCE_DB:g} dB.",
)
def true_peak_is_below_the_limit(evidence: Evidence) -> Judgement:
    limit = evidence.profile.sound.true_peak_dbtp
    peak = evidence.render.measurement.loudness.true_peak_dbtp
    return judged(
        peak <= limit + PEAK_TOLERANCE_DB,
        wanted=f"at most {limit:g} dBTP",
        found=f"{peak:.2f} dBTP",
        advice=AGAIN,
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="The loudness range is no wider than the format allows.",
    scope=WITH_LOUDNESS_RANGE,
)
def loudness_range_is_within_the_format(evidence: Evidence) -> Judgement:
    limit = cast(float, evidence.profile.sound.max_range_lu)  # as its scope says
    measured = evidence.render.measurement.loudness.range_lu
    return judged(
        measured <= limit,
        wanted=f"at most {limit:g} LU",
        found=f"{measured:.1f} LU",
        advice="the sound goes from whisper to shout: choose an evener bed or voice",
    )
