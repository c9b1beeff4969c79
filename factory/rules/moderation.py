"""Rules for what a channel has moderated: nothing of it is flagged. One per asset."""

from factory.moderation import Moderated
from factory.rules.rule import Finding, RuleInfo

WORDS = RuleInfo(
    "words_pass_moderation",
    "scripts",
    "Where the channel asks for `moderation`, its service flags none of the words.",
)
LISTING = RuleInfo(
    "listing_passes_moderation",
    "listings",
    "Where the channel asks for `moderation`, its service flags nothing of the listing.",
)
PICTURES = RuleInfo(
    "pictures_pass_moderation",
    "visuals",
    "Where the channel asks for `moderation`, its service flags none of the pictures that a vendor "
    "made or found.",
)


def assess_moderation(rule: RuleInfo, moderated: Moderated | None, *, asked: bool) -> Finding:
    """Return what moderation found.

    Args:
        rule: `WORDS`, `LISTING` or `PICTURES`.
        moderated: what the manifest says of it; None where nobody looked.
        asked: whether the channel asks for it; if not, the rule holds.
    """
    wanted = "nothing flagged"
    if not asked:
        found = "the channel asks for no moderation"
        return rule.judge(True, wanted="nothing that is asked for", found=found, advice="")
    if moderated is None:
        advice = f"materialise {rule.stage} again"
        return rule.judge(False, wanted=wanted, found="nobody has looked", advice=advice)
    return rule.judge_all(
        [flag.words for flag in moderated.flags],
        wanted=wanted,
        found=f"nothing flagged in {moderated.looked_at}",
        advice="change what is flagged, in the brief or its topic, and hand it in again; where the "
        "service is mistaken, take `moderation` out of the channel file",
    )
