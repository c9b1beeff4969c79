"""A verdict in words for people."""

from factory.release.verdict import Verdict
from factory.rules.finding import Count, Finding


def explain(verdict: Verdict) -> str:
    """Return the verdict as Markdown for people: outcome, reasons, every rule, files."""
    outcome = "released" if verdict.released else "refused"
    count = Count.of(verdict.findings)
    lines = [
        f"## {verdict.video_id} is {outcome}",
        "",
        f"{count.passed} of {count.asked} rules hold, {count.not_asked} not asked (rules version "
        f"{verdict.rules_version}), decided {verdict.decided_at:%Y-%m-%d %H:%M %Z}".rstrip()
        + ".",
        "",
        *(f"- {_plain(reason)}" for reason in verdict.reasons),
        "",
        "| rule | | found | wanted |",
        "|---|---|---|---|",
        *(
            f"| {f.rule} | {_mark(f)} | {_plain(f.found)} | {_plain(f.wanted)} |"
            for f in sorted(verdict.findings, key=lambda f: (f.passed, not f.asked, f.severity))
        ),
        "",
        "| file | bytes | SHA-256 |",
        "|---|---|---|",
        *(f"| {_plain(f.name)} | {f.bytes} | `{f.sha256[:16]}` |" for f in verdict.files),
    ]
    return "\n".join(lines) + "\n"


def _mark(finding: Finding) -> str:
    return {"passed": "ok", "refuses": "**refuses**"}.get(finding.outcome, finding.outcome)


def _plain(text: str) -> str:
    """Return the text on one line, with the marks of Markdown tables and HTML made harmless."""
    safe = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return " ".join(safe.split())
