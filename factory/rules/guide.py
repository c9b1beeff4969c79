"""The rules as a page for people, written from the registry so that it cannot fall behind."""

from factory.rules.registry import RULES, RULES_VERSION

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
