"""Rules for who made a video: those whom its channel names first, or somebody in their stead."""

from factory.listing.listing import Listing
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged_all, rule
from factory.script.script import Script
from factory.speech.narration import Narration


@rule(
    stage="releases",
    needs=(Script, Narration, Visuals, Listing, Render),
    severity="warning",
    description="Words, voice and pictures are by the providers that the channel names first.",
)
def nobody_stood_in(evidence: Evidence) -> Judgement:
    stood_in = [maker for maker in evidence.providers if maker.instead_of]
    return judged_all(
        list(dict.fromkeys(f"{maker.role} by {maker.described}" for maker in stood_in)),
        wanted="the channel's first choices",
        found="nobody else made anything",
        advice="see and hear whether it will do; to have it made by the first choice, take "
        "`fallback` out of the channel file and hand the brief in again",
    )
