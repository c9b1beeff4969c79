"""Judging moderation: nothing is flagged of what a channel lets a service look at."""

from factory.moderation import Moderated
from factory.rules.rule import Judgement, judged, judged_all, not_asked


def judge_moderation(moderated: Moderated | None, *, asked: bool, stage: str) -> Judgement:
    """Return what moderation found.

    Args:
        moderated: what the manifest says of it; None where nobody looked.
        asked: whether the channel asks for it.
        stage: what is to be materialised again where nobody looked.
    """
    wanted = "nothing flagged"
    if not asked:
        return not_asked("the channel asks for no moderation")
    if moderated is None:
        advice = f"materialise {stage} again"
        return judged(False, wanted=wanted, found="nobody has looked", advice=advice)
    if not moderated.looked_at:
        return not_asked("nothing that a moderator would be shown")
    return judged_all(
        [flag.words for flag in moderated.flags],
        wanted=wanted,
        found=f"nothing flagged in {moderated.looked_at}",
        advice="change what is flagged, in the brief or its topic, and hand it in again; where the "
        "service is mistaken, take `moderation` out of the channel file",
    )
