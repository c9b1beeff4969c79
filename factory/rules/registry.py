"""Every rule there is, by the asset whose check it is, and all of them judged at once."""

from factory.finding import Finding
from factory.rules import (
    audio_rules,
    caption_rules,
    compliance_rules,
    listing_rules,
    maker_rules,
    render_rules,
    script_rules,
    visual_rules,
)
from factory.rules.evidence import Evidence
from factory.rules.rule import RuleInfo

RULES_VERSION = "5"
"""Raised whenever a rule comes, goes or changes its limit: older verdicts then authorise nothing."""

RULES: dict[str, tuple[RuleInfo, ...]] = {
    "scripts": script_rules.RULES,
    "audio": audio_rules.RULES,
    "visuals": visual_rules.RULES,
    "captions": caption_rules.RULES,
    "listings": listing_rules.RULES,
    "renders": render_rules.RULES,
    "releases": (*compliance_rules.RULES, *maker_rules.RULES),
}


def rule_names() -> tuple[str, ...]:
    """Return the name of every rule, in order."""
    return tuple(rule.name for rules in RULES.values() for rule in rules)


def assess_everything(evidence: Evidence) -> tuple[Finding, ...]:
    """Judge every rule from the evidence alone; one finding per rule, in the order of `RULES`."""
    return (
        *assess_so_far(evidence),
        *compliance_rules.assess_compliance(evidence),
        *maker_rules.assess_makers(evidence),
    )


def assess_so_far(evidence: Evidence) -> tuple[Finding, ...]:
    """Judge every rule but the release's own: what a person may know before deciding."""
    e = evidence
    return (
        *script_rules.assess_script(e.script, e.accepted, e.profile),
        *audio_rules.assess_audio(e.narration, e.script, e.profile),
        *visual_rules.assess_visuals(e.visuals, e.script, e.profile, e.accepted.channel.moderation),
        *caption_rules.assess_captions(e.captions, e.narration, e.profile),
        *listing_rules.assess_listing(
            e.listing,
            e.accepted,
            e.profile,
            video_seconds=e.render.measurement.video_seconds,
        ),
        *render_rules.assess_render(e.render, e.narration, e.profile),
    )
