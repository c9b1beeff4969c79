"""Rules for who made a video: those whom its channel names first, somebody in their stead, or nobody real."""

from collections.abc import Iterable

from factory.listing.listing import Listing
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.records import Provider
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged_all, not_asked, rule
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


@rule(
    stage="releases",
    needs=(Script, Narration, Visuals, Listing, Render),
    description="Nothing that an emulated vendor made leaves this machine.",
)
def nothing_emulated_is_distributed(evidence: Evidence) -> Judgement:
    if not evidence.distributing:
        return not_asked("nothing leaves this machine")
    return judged_all(
        emulated(evidence.providers),
        wanted=f"parts by real providers, as it goes to {', '.join(evidence.distributing)}",
        found="nothing emulated",
        advice="give the vendor's real address and key (docs/vendors.md), then make the video again",
    )


def emulated(providers: Iterable[Provider]) -> list[str]:
    """Return who plays a vendor on this machine, each with its role."""
    return [f"{one.role} by an emulated {one.described}" for one in providers if one.emulated]
