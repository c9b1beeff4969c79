"""Waiving a rule: a named person answers for what it refuses in the words as they are now."""

from datetime import UTC, datetime

from desk.actions.acting import acting, acting_at
from desk.actions.making.retry_phase import make_again
from desk.actions.publishing.stated_reasons import checked_reason
from factory.documents.error_words import listed, shown
from factory.errors import BadInput, PermanentError
from factory.people.visitor import LOOKER, OWNER
from factory.records import Payload
from factory.rules.evidence import Evidence
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.rules.rule import Rule
from factory.rules.waiver import Waiver, waived_matter
from factory.script.script import Script
from factory_assets.stage.recorded_files import current_brief, recorded
from wiring.factory import Factory, open_factory

UNNAMED = frozenset({"", OWNER, LOOKER})


class Waived(Payload):
    """What was recorded, and what follows from it."""

    waiver: Waiver
    finding: Finding
    goes_on: bool
    """Whether the work on the video goes on with it; else it was not held up."""


def waivable_rules() -> tuple[Rule, ...]:
    """Return the rules that a named person may answer for."""
    return tuple(rule for rule in RULES.rules if rule.waivable)


def waive(video_id: str, name: str, reason: str, person: str) -> Waived:
    """Record that a person answers for what a rule refuses, and go on with the video.

    Args:
        video_id: whose words.
        name: of the rule.
        reason: why; stays with the factory.
        person: who answers for it; empty: who acts.

    Raises:
        BadInput: no such rule, no reason, nobody is named, or the rule refuses nothing.
        PermanentError: there is no such video, or it has no script.
    """
    rule = next((rule for rule in waivable_rules() if rule.name == name), None)
    if rule is None:
        names = listed([rule.name for rule in waivable_rules()])
        raise BadInput(f"the rule {shown(name)} cannot be waived; those that can: {names}")
    who = _who_answers(person.strip())
    if who in UNNAMED or len(who) > 80 or not who.isprintable():
        raise BadInput(
            f"nobody answers for it: found {shown(person) if person.strip() else 'no name'}, wanted "
            "the name of a person, 1 to 80 characters on one line"
        )
    why = checked_reason(reason)
    with open_factory() as factory:
        evidence = _evidence(factory, video_id)
        finding = rule.judge(evidence)
        if not finding.refuses:
            raise BadInput(f"{video_id}: {name} refuses nothing now ({finding.outcome})")
        waiver = Waiver(
            video_id=video_id,
            rule=name,
            person=who,
            by=acting(),
            reason=why,
            waived_at=datetime.now(UTC),
            rules_version=RULES.version,
            of=waived_matter(name, evidence.script, finding.found),
        )
        factory.catalogue.waivers.record(waiver)
        held_up = factory.catalogue.reports.show(video_id).status == "failed"
        if held_up:
            make_again(factory, video_id, acting())
        return Waived(waiver=waiver, finding=finding, goes_on=held_up)


def _who_answers(person: str) -> str:
    """Return who answers; whoever signs in under a name of their own answers for themselves alone.

    Raises:
        BadInput: they name somebody else.
    """
    if not person or person == acting() or acting_at() == "terminal" or acting() in UNNAMED:
        return person or acting()
    raise BadInput(
        f"{shown(acting())} cannot answer in the name of {shown(person)}; wanted: no name, which is "
        "one's own"
    )


def open_findings(factory: Factory, video_id: str) -> tuple[Finding, ...]:
    """Return what refuses a video and may be waived; nothing while it has no script."""
    try:
        evidence = _evidence(factory, video_id)
    except PermanentError:
        return ()
    judged = (rule.judge(evidence) for rule in waivable_rules())
    return tuple(finding for finding in judged if finding.refuses)


def waivers_of(video_id: str) -> tuple[Waiver, ...]:
    """Return what was waived of a video, oldest first."""
    with open_factory() as factory:
        factory.catalogue.briefs.newest(video_id)
        return factory.catalogue.waivers.of(video_id)


def _evidence(factory: Factory, video_id: str) -> Evidence:
    catalogue, store = factory.catalogue, factory.store
    accepted = current_brief(catalogue.briefs, catalogue.artifacts, store, video_id)
    script = Script.from_json(
        recorded(catalogue.artifacts, store, video_id, "scripts", "script.json")
    )
    evidence = Evidence.of(accepted, script)
    return evidence.model_copy(update={"waivers": catalogue.waivers.of(video_id)})
