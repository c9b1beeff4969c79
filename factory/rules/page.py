"""The page of docs/ that lists every rule."""

from factory.rules.registry import RULES, RuleBook

HEAD = """# Rules

Version {version}. Each rule is a pure function over a video's manifests and over what was measured in the
finished file. In Dagster the rules of a stage are one asset check of its asset, `every_rule_holds`, with what every
rule found in its table; those of `releases` are a check each. Every check has a status per video. All rules are
judged again by `releases`. An *error* refuses the release; a *warning* is only shown.

`factory rules` lists them with the platform's text that each stands on, when it was read and the hash of our note of it;
`factory rules stale` lists those whose text was read more than 90 days ago.

This page is written from the code by `docs/export.py`.
"""


def rules_page(book: RuleBook = RULES) -> str:
    """Return the page as Markdown: one table per asset."""
    parts = [HEAD.format(version=book.version)]
    for stage in book.stages:
        parts.append(f"\n## {stage}\n\n| rule | | what holds |\n|---|---|---|\n")
        parts += [f"| `{r.name}` | {r.severity} | {r.description} |\n" for r in book.of(stage)]
    return "".join(parts)
