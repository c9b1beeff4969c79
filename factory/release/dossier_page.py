"""The dossier as one page that a person reads: it stands alone, and runs nothing.

It is chained to the video: the page names the hash of dossier.json, that file names those of the
master and of all that goes with it, and the verdict names all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import Any

from factory.records import FileRef, Provider
from factory.release.automatic_choice import AutomaticChoice
from factory.release.dossier import Dossier
from factory.rules.finding import Count, Finding

STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2.5rem}
table{border-collapse:collapse;width:100%;font-size:.875rem;display:block;overflow-x:auto}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8884}
code{font-size:.8rem;overflow-wrap:anywhere}.bad{font-weight:600}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
SHORT = 16
"""Digits of a hash where its whole stands in dossier.json."""


def dossier_page(dossier: Dossier, data: FileRef) -> bytes:
    """Return the page, UTF-8; the same dossier gives the same bytes.

    Args:
        dossier: what it says.
        data: dossier.json, as it is delivered beside the page.
    """
    parts = (
        _summary(dossier, data),
        *_section("Files", _files(dossier.files)),
        *_section("Who made it", _makers(dossier.providers)),
        *_section("Pictures, sounds and fonts", _licences(dossier.licences)),
        *(_section("Chosen of itself", _choices(dossier.choices)) if dossier.choices else ()),
        *_section("Work and price", _work(dossier)),
        *_section("What every rule found", _findings(dossier.findings, dossier.rules_version)),
    )
    title = escape(f"Dossier: {dossier.title}")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title><style>{STYLE}</style></head><body>\n"
        f"<h1>{title}</h1>\n{''.join(parts)}</body></html>\n"
    ).encode()


def _summary(dossier: Dossier, data: FileRef) -> str:
    master = dossier.files[0]
    signed = dossier.credentials.described if dossier.credentials else "not signed"
    kind = dossier.credentials.source_type if dossier.credentials else ""
    rows = (
        ("Video", _code(dossier.video_id)),
        ("Channel", _text(dossier.channel)),
        ("Master", f"{_text(master.name)}, SHA-256 {_code(master.sha256)}"),
        ("This dossier as data", f"{_text(data.name)}, SHA-256 {_code(data.sha256)}"),
        ("Brief", f"SHA-256 {_code(dossier.brief_sha256)}"),
        ("Credentials", _text(f"{signed}; {kind}" if kind else signed)),
        ("Made for children", _answer(dossier.compliance.made_for_kids)),
        ("Altered or synthetic", _answer(dossier.compliance.synthetic_media)),
        ("Paid promotion", _answer(dossier.compliance.paid_promotion)),
        ("Decision", _decision(dossier.review)),
        ("Cost", f"${dossier.cost_usd:.4f}"),
    )
    return _table((), rows)


def _decision(review: Mapping[str, Any] | None) -> str:
    if review is None:
        return "nobody has decided"
    who = f"{review['decision']} by {review['reviewer']}"
    if review.get("agreed_with"):
        who += f", who agreed with {review['agreed_with']}"
    return f"{_text(who)}, {_text(review['decided_at'])}, master {_code(review['master_sha256'])}"


def _files(files: Iterable[FileRef]) -> str:
    rows = ((_text(f.name), f"{f.bytes:,}", _code(f.sha256)) for f in files)
    return _table(("file", "bytes", "SHA-256"), rows)


def _makers(providers: Iterable[Provider]) -> str:
    rows = (
        (
            _text(p.role),
            _text(p.name),
            _text(p.model),
            _text(p.version),
            _text(p.licence),
            _how(p),
            _text(f"in place of {p.instead_of}" if p.instead_of else ""),
        )
        for p in providers
    )
    return _table(("part", "maker", "model", "version", "licence", "how", ""), rows)


def _how(provider: Provider) -> str:
    if not provider.synthetic:
        return "given or recorded"
    return "by a trained model" if provider.trained else "by a program"


def _licences(rows: Sequence[Mapping[str, Any]]) -> str:
    return _table(
        ("what", "source", "model", "licence", "attribution", "prompt", "SHA-256"),
        (
            (
                _text(row["what"]),
                _text(row["source"]),
                _text(row.get("model", "")),
                _text(row["licence"]),
                _text(row["attribution"]),
                _code(_hash(row["prompt"])) if row.get("prompt") else "",
                _code(str(row.get("sha256", ""))[:SHORT]),
            )
            for row in rows
        ),
    )


def _hash(prompt: object) -> str:
    return sha256(str(prompt).encode()).hexdigest()[:SHORT]


def _choices(choices: Sequence[AutomaticChoice]) -> str:
    rows = (
        (
            _text(one.what),
            _text(one.chosen),
            _text(one.by),
            _text("; ".join(one.why)),
            _text(one.overruled_by),
        )
        for one in choices
    )
    heads = ("What", "Chosen", "By", "Why", "Had otherwise by")
    return _table(heads, rows)


def _work(dossier: Dossier) -> str:
    return _table(
        ("stage", "work", "maker", "price", "fingerprint", "SHA-256"),
        (
            (
                _text(unit.get("stage", "")),
                _text(unit.get("label", "")),
                _text(_named(unit.get("provider"))),
                f"${float(unit.get('cost_usd') or 0):.4f}",
                _code(str(unit.get("fingerprint", ""))[:SHORT]),
                _code(str(unit.get("sha256", ""))[:SHORT]),
            )
            for unit in dossier.units
        ),
    )


def _named(provider: Mapping[str, Any] | None) -> str:
    known = provider or {}
    return " ".join(str(known.get(key) or "") for key in ("name", "model", "version")).strip()


def _findings(findings: Sequence[Finding], version: str) -> str:
    count = Count.of(findings)
    said = (
        f"<p>{count.passed} of {count.asked} rules hold, {count.not_asked} not asked; "
        f"version {_code(version)} of the rules.</p>"
    )
    rows = (
        (
            _text(finding.rule.replace("_", " ")),
            _text(finding.outcome)
            if finding.passed
            else f'<span class="bad">{_text(finding.outcome)}</span>',
            _text(finding.found),
            _text(finding.wanted),
        )
        for finding in sorted(findings, key=lambda one: one.passed)
    )
    return said + _table(("rule", "", "found", "wanted"), rows)


def _section(heading: str, content: str) -> Iterator[str]:
    yield f"<h2>{_text(heading)}</h2>\n"
    yield content


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are HTML; without heads the first of each row is one."""
    top = f"<tr>{''.join(f'<th>{_text(head)}</th>' for head in heads)}</tr>\n" if heads else ""
    body = (
        "<tr>"
        + "".join(
            f"<th>{cell}</th>" if not heads and number == 0 else f"<td>{cell}</td>"
            for number, cell in enumerate(row)
        )
        + "</tr>\n"
        for row in rows
    )
    return f"<table>\n{top}{''.join(body)}</table>\n"


def _answer(answer: bool | None) -> str:
    return {None: "unanswered", True: "yes", False: "no"}[answer]


def _text(value: object) -> str:
    return escape(str(value))


def _code(value: str) -> str:
    return f"<code>{escape(value)}</code>" if value else ""
