"""A verdict in words for people."""

from factory.release.verdict import Verdict
from factory.rules.finding import Count, Finding


def explain(verdict: Verdict) -> str:
    """Return the verdict as Markdown for people: outcome, reasons, the rules that do not hold, files.

    What each of the other rules found stands in the dossier and with the checks: said here as well, it
    would be the largest thing that Dagster keeps of a video.
    """
    outcome = "released" if verdict.released else "refused"
    count = Count.of(verdict.findings)
    broken = [finding for finding in verdict.findings if not finding.passed]
    lines = [
        f"## {verdict.video_id} is {outcome}",
        "",
        f"{count.passed} of {count.asked} rules hold, {count.not_asked} not asked (rules version "
        f"{verdict.rules_version}), decided {verdict.decided_at:%Y-%m-%d %H:%M %Z}".rstrip()
        + "; the dossier has what each of them found.",
        "",
        *(f"- {_plain(reason)}" for reason in verdict.reasons),
        "",
        *(["| rule | | found | wanted |", "|---|---|---|---|"] if broken else []),
        *(
            f"| {f.rule} | {_mark(f)} | {_plain(f.found)} | {_plain(f.wanted)} |"
            for f in sorted(broken, key=lambda f: f.severity)
        ),
        "",
        "| file | bytes | SHA-256 |",
        "|---|---|---|",
        *(f"| {_plain(f.name)} | {f.bytes} | `{f.sha256[:16]}` |" for f in verdict.files),
    ]
    return "\n".join(lines) + "\n"


def summarise(verdict: Verdict, longest: int) -> str:
    """Return the verdict in a few lines of Markdown: outcome, count and the first reasons.

    Args:
        verdict: which.
        longest: characters at most.
    """
    count = Count.of(verdict.findings)
    lines = [
        f"**{'released' if verdict.released else 'refused'}**: {count.passed} of {count.asked} "
        f"rules hold, {count.not_asked} not asked"
    ]
    for number, reason in enumerate(verdict.reasons):
        more = f"- and {len(verdict.reasons) - number} more"
        line = f"- {_plain(reason)}"
        if sum(map(len, lines)) + len(lines) + len(line) + len(more) + 1 > longest:
            lines.append(more)
            break
        lines.append(line)
    return "\n".join(lines)


def _mark(finding: Finding) -> str:
    return "**refuses**" if finding.outcome == "refuses" else finding.outcome


def _plain(text: str) -> str:
    """Return the text on one line, with the marks of Markdown tables and HTML made harmless."""
    safe = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return " ".join(safe.split())
