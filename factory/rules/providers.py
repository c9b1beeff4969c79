"""Rules for who made a video: those whom its channel names first, or somebody in their stead."""

from factory.rules.evidence import Evidence
from factory.rules.rule import Finding, RuleInfo

NOBODY_STOOD_IN = RuleInfo(
    "nobody_stood_in",
    "releases",
    "Words, voice and pictures are by the providers that the channel names first.",
    "warning",
)

RULES = (NOBODY_STOOD_IN,)


def assess_makers(evidence: Evidence) -> tuple[Finding, ...]:
    """Return one finding for each of `RULES`, in their order."""
    stood_in = [maker for maker in evidence.providers if maker.instead_of]
    return (
        NOBODY_STOOD_IN.judge_all(
            list(dict.fromkeys(f"{maker.role} by {maker.described}" for maker in stood_in)),
            wanted="the channel's first choices",
            found="nobody else made anything",
            advice="see and hear whether it will do; to have it made by the first choice, take "
            "`fallback` out of the channel file and hand the brief in again",
        ),
    )
