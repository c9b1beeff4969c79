"""The rule for the AI label: what regulators want said on the picture is there, legible and true."""

from collections.abc import Iterator

from factory.channel.branding import AiLabel
from factory.graphics.ai_label import LabelPlace
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.rules.evidence import Evidence
from factory.rules.master.file import AGAIN
from factory.rules.rule import Judgement, judged_all, not_asked, quoted, rule

SMALLEST_LABEL = 0.018
"""Its letters' em, of the frame's longer side: 35 px of 1920."""
ROUNDING_PX = 1


@rule(
    stage="releases",
    needs=(Visuals, Render),
    description="Where the channel wants an `ai_label`, it stands on the picture, legible, inside the safe area, and "
    "says `modified` only where something shown is not generated.",
)
def ai_label_is_seen_and_true(evidence: Evidence) -> Judgement:
    label = evidence.accepted.channel.ai_label
    if label is None:
        return not_asked("the channel wants no AI label")
    place = evidence.render.ai_label
    offenders = list(_faults(evidence, label, place)) if place else ["no label on the picture"]
    return judged_all(
        offenders,
        wanted="a legible label inside the safe area that says how the video was made",
        found=f"{quoted(place.words)} at {place.left:.0f},{place.top:.0f}" if place else "",
        advice=f"see `ai_label` in the channel file, then {AGAIN}",
    )


def _faults(evidence: Evidence, label: AiLabel, place: LabelPlace) -> Iterator[str]:
    picture, safe = evidence.profile.picture, evidence.profile.captions
    margin = (1 - safe.safe_width) / 2 * picture.width - ROUNDING_PX
    high, low = (share * picture.height for share in (safe.safe_top, safe.safe_bottom))
    right, bottom = place.left + place.width, place.top + place.height
    if place.left < margin or right > picture.width - margin:
        yield f"it reaches from {place.left:.0f} to {right:.0f} of {picture.width} pixels"
    if place.top < high - ROUNDING_PX or bottom > low + ROUNDING_PX:
        yield f"it reaches from {place.top:.0f} to {bottom:.0f} of {picture.height} pixels down"
    if place.em < SMALLEST_LABEL * max(picture.width, picture.height):
        yield f"its letters have {place.em:.0f} pixels"
    if label.kind == "modified" and all(a.provider.synthetic for a in evidence.visuals.assets):
        yield "it says modified, and every picture is generated"
