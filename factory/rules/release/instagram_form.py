"""The rule for the form of what goes to Instagram: it pays for no slideshow, loop or montage of text."""

from factory.depiction.depiction import DepictionKind
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged_all, not_asked, rule

TEXT: frozenset[DepictionKind] = frozenset(
    {"figure", "comparison", "share", "timeline", "quotation", "list", "question"}
)
"""Kinds of pictures that are words or numbers above all."""
MOSTLY = 0.8


@rule(
    stage="releases",
    needs=(Visuals, Render),
    severity="warning",
    description="What goes to Instagram is no static picture, slideshow, loop or montage of text: it pays for none of them.",
)
def instagram_pays_for_the_form(evidence: Evidence) -> Judgement:
    if "instagram" not in evidence.accepted.channel.outlets:
        return not_asked("nothing goes to Instagram")
    assets, shots = evidence.visuals.assets, evidence.render.timeline.shots
    lettered = [a for a in assets if a.depiction and a.depiction.kind in TEXT]
    forms = {
        "a static picture": len({a.file.sha256 for a in assets}) == 1 and not assets[0].clip,
        "a slideshow of pictures": len(assets) > 1 and not any(a.clip for a in assets),
        "a loop": any(shot.repeats > 1 for shot in shots),
        "a montage of text": len(lettered) > 1 and len(lettered) >= MOSTLY * len(assets),
    }
    return judged_all(
        [form for form, found in forms.items() if found],
        wanted="clips, or pictures and clips",
        found=f"{sum(1 for a in assets if a.clip)} clips in {len(assets)} scenes",
        advice="let some scenes show clips (`pictures: moving`); it may be posted as it is, unpaid",
    )
