"""The back catalogue under the rules of now: what is out and would be refused today."""

from collections.abc import Sequence

from factory.errors import FactoryError
from factory.records import Payload
from factory.rules.evidence import Evidence
from factory.rules.registry import RULES
from factory_assets.publishing.evidence import evidence_on_disk, with_decision
from factory_assets.publishing.likeness_comparison import compared
from wiring.factory import Factory, open_factory


class Rechecked(Payload):
    """One video that is out and would be refused, or that cannot be judged any more."""

    video_id: str
    channel: str
    title: str
    rules: tuple[str, ...]
    """Those that would refuse it; none where it cannot be judged."""
    reasons: tuple[str, ...]
    """One sentence each; or why it cannot be judged."""


class Recheck(Payload):
    """What became of judging everything that is out by the rules of now; no verdict is changed."""

    rules_version: str
    judged: int
    refused: tuple[Rechecked, ...]
    unjudged: tuple[Rechecked, ...]


def recheck(channel: str = "") -> Recheck:
    """Judge every video that is out, first published first, and list what would be refused.

    Args:
        channel: only its videos; empty: all.
    """
    with open_factory() as factory:
        videos = factory.catalogue.takedowns.published(channel)
        found = [_judged(factory, video_id) for video_id in videos]
    return Recheck(
        rules_version=RULES.version,
        judged=sum(1 for one in found if one.rules or not one.reasons),
        refused=tuple(one for one in found if one.rules),
        unjudged=tuple(one for one in found if one.reasons and not one.rules),
    )


def refused_by(rule: str, channel: str = "") -> Sequence[str]:
    """Return the videos that are out and that a rule would refuse."""
    return [one.video_id for one in recheck(channel).refused if rule in one.rules]


def _judged(factory: Factory, video_id: str) -> Rechecked:
    accepted = factory.catalogue.briefs.newest(video_id)
    told = Rechecked(
        video_id=video_id,
        channel=accepted.channel.name,
        title=accepted.brief.title,
        rules=(),
        reasons=(),
    )
    try:
        findings = RULES.assess_everything(_evidence(factory, video_id))
    except FactoryError as error:
        return told.model_copy(update={"reasons": (str(error),)})
    refusing = [finding for finding in findings if finding.refuses]
    return told.model_copy(
        update={
            "rules": tuple(finding.rule for finding in refusing),
            "reasons": tuple(finding.sentence for finding in refusing),
        }
    )


def _evidence(factory: Factory, video_id: str) -> Evidence:
    catalogue, store = factory.catalogue, factory.store
    evidence = evidence_on_disk(
        video_id,
        catalogue.briefs,
        catalogue.artifacts,
        store,
        factory.credentials,
        catalogue.waivers,
        factory.outlets,
    )
    evidence = with_decision(evidence, catalogue.reviews)
    return compared(evidence, catalogue.likeness_records, factory.picture_hashes, store)
