"""The page of docs/ that lists every rule."""

from factory.rules.registry import RULES, RuleBook
from factory.rules.rule import Rule
from factory.rules.rule_sources import SourcedRule, sourced_rules

HEAD = """# Rules

Version {version}. Each rule is a pure function over a video's manifests and over what was measured in the
finished file. In Dagster the rules of a stage are one asset check of its asset, `every_rule_holds`, with what every
rule found in its table; those of `releases` are a check each. Every check has a status per video. All rules are
judged again by `releases`. An *error* refuses the release; a *warning* is only shown.

Each has a version of its own, and speaks of every format or of those that are named; of a video of another format it is
*not asked*. Where it stands on a platform's text, that is named below it, with the day on which it was read and the hash of our
note of it. `factory rules` lists the same, as do `GET /api/v1/rules` and *Rules* on the desk; `factory rules stale` lists
those whose text was read more than 90 days ago.

The last column is the file to change. This page is written from the code by `docs/export.py`.
"""


def rules_page(book: RuleBook = RULES) -> str:
    """Return the page as Markdown: one table per asset."""
    parts = [HEAD.format(version=book.version)]
    told = {one.rule: one for one in sourced_rules(book)}
    for stage in book.stages:
        parts.append(
            f"\n## {stage}\n\n| rule | | formats | version | what holds | file |\n|---|---|---|---|---|---|\n"
        )
        parts += [_row(told[rule.name], rule) for rule in book.of(stage)]
    return "".join(parts)


def _row(one: SourcedRule, rule: Rule) -> str:
    file = f"{rule.function.__module__.replace('.', '/')}.py"
    named = "every" if one.every_format else ", ".join(one.formats)
    text = one.source
    source = (
        f"<br>{', '.join(text.platforms)}: {text.title}; read {text.read}, note `{text.note_hash}`"
        if text
        else ""
    )
    said = f"{one.description}{source}"
    return f"| `{one.rule}` | {one.severity} | {named} | `{one.version}` | {said} | `{file}` |\n"
