"""Every rule there is, by the asset whose check it is, and all of them judged at once."""

from factory.rules import audio, captions, compliance, listing, master, providers, script, visuals
from factory.rules.evidence import Evidence
from factory.rules.rule import Finding, RuleInfo

RULES_VERSION = "5"
"""Raised whenever a rule comes, goes or changes its limit: older verdicts then authorise nothing."""

RULES: dict[str, tuple[RuleInfo, ...]] = {
    "scripts": script.RULES,
    "audio": audio.RULES,
    "visuals": visuals.RULES,
    "captions": captions.RULES,
    "listings": listing.RULES,
    "renders": master.RULES,
    "releases": (*compliance.RULES, *providers.RULES),
}


def rule_names() -> tuple[str, ...]:
    """Return the name of every rule, in order."""
    return tuple(rule.name for rules in RULES.values() for rule in rules)


def assess_everything(evidence: Evidence) -> tuple[Finding, ...]:
    """Judge every rule from the evidence alone; one finding per rule, in the order of `RULES`."""
    return (
        *assess_so_far(evidence),
        *compliance.assess_compliance(evidence),
        *providers.assess_makers(evidence),
    )


def assess_so_far(evidence: Evidence) -> tuple[Finding, ...]:
    """Judge every rule but the release's own: what a person may know before deciding."""
    e = evidence
    return (
        *script.assess_script(e.script, e.accepted, e.profile),
        *audio.assess_audio(e.narration, e.script, e.profile),
        *visuals.assess_visuals(e.visuals, e.script, e.profile, e.accepted.channel.moderation),
        *captions.assess_captions(e.captions, e.narration, e.profile),
        *listing.assess_listing(
            e.listing,
            e.accepted,
            e.profile,
            video_seconds=e.render.measurement.video_seconds,
        ),
        *master.assess_render(e.render, e.narration, e.profile),
    )


HEAD = f"""# Rules

Version {RULES_VERSION}. Each rule is a pure function over a video's manifests and over what was measured in the
finished file. It is shown as an asset check of its asset, with a status per video, and all of them are judged
again by `releases`. An *error* refuses the release; a *warning* is only shown.

This page is written from the code by `docs/export.py`.
"""


def rules_page() -> str:
    """Return the page as Markdown: one table per asset."""
    parts = [HEAD]
    for asset, rules in RULES.items():
        parts.append(f"\n## {asset}\n\n| rule | | what holds |\n|---|---|---|\n")
        parts += [f"| `{r.name}` | {r.severity} | {r.description} |\n" for r in rules]
    return "".join(parts)
