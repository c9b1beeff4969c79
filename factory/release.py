"""Release: the verdict on one master file, and the dossier that explains it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from factory.brief import AcceptedBrief
from factory.channel import Compliance
from factory.errors import Refused
from factory.finding import Finding
from factory.fingerprint import fingerprint
from factory.payload import FileRef, Payload, Provider
from factory.review import Review
from factory.rules.compliance_rules import assess_review
from factory.rules.evidence import LISTING_NAME, Evidence
from factory.rules.licences import licence_rows
from factory.rules.registry import RULES, RULES_VERSION, assess_everything, rule_names


class Verdict(Payload):
    """Released or refused, bound to the exact files it speaks of.

    A verdict authorises the publication of these bytes and of nothing else.
    """

    video_id: str
    released: bool
    reasons: tuple[str, ...]
    """Why not, one sentence each; empty when released."""
    files: tuple[FileRef, ...]
    """Everything that may be published: master, thumbnail, captions, listing, dossier."""
    master_sha256: str
    accepted_sha256: str
    """Of the accepted brief, with its channel, that the verdict judged by."""
    findings: tuple[Finding, ...]
    rules_version: str
    decided_at: datetime

    @property
    def files_sha256(self) -> str:
        """The identity of what may be published: every file by name and hash."""
        return fingerprint("released files", {file.name: file.sha256 for file in self.files})

    @property
    def own_findings(self) -> tuple[Finding, ...]:
        """The findings that no earlier stage could make: those of the release itself."""
        own = {rule.name for rule in RULES["releases"]}
        return tuple(finding for finding in self.findings if finding.rule in own)


class Dossier(Payload):
    """Who made what, with which licence, model, prompt, price and approval."""

    video_id: str
    channel: str
    title: str
    brief_sha256: str
    providers: tuple[Provider, ...]
    files: tuple[FileRef, ...]
    units: tuple[dict[str, Any], ...]
    """Every unit of work behind the master: stage, kind, label, fingerprint, provider, cost."""
    licences: tuple[dict[str, Any], ...]
    """One row for every picture, sound and font: what, source, licence, attribution."""
    compliance: Compliance
    """The channel's answers."""
    review: dict[str, Any] | None
    findings: tuple[Finding, ...]
    """What every rule saw when the dossier was written."""
    cost_usd: float
    rules_version: str


def write_dossier(
    evidence: Evidence, *, units: Sequence[Mapping[str, Any]], cost_usd: float
) -> Dossier:
    """Gather what answers for a video; the same evidence gives the same bytes."""
    channel = evidence.accepted.channel
    return Dossier(
        video_id=evidence.accepted.video_id,
        channel=channel.name,
        title=evidence.listing.title,
        brief_sha256=evidence.accepted.brief_sha256,
        providers=evidence.providers,
        files=evidence.files,
        units=tuple(dict(unit) for unit in units),
        licences=licence_rows(evidence),
        compliance=channel.compliance,
        review=evidence.review.model_dump(mode="json") if evidence.review else None,
        findings=assess_everything(evidence),
        cost_usd=cost_usd,
        rules_version=RULES_VERSION,
    )


def decide_release(evidence: Evidence, dossier: FileRef, *, decided_at: datetime) -> Verdict:
    """Judge every rule again and bind the outcome to the files as they are now.

    Args:
        evidence: manifests and hashes of this moment; no earlier check result is believed.
        dossier: the dossier written from the same evidence.
        decided_at: now.
    """
    listing = evidence.listing.to_json()
    listing_file = FileRef(
        name=LISTING_NAME,
        sha256=sha256(listing).hexdigest(),
        bytes=len(listing),
        media_type="application/json",
    )
    findings = assess_everything(evidence)
    reasons = tuple(finding.sentence for finding in findings if finding.refuses)
    return Verdict(
        video_id=evidence.accepted.video_id,
        released=not reasons,
        reasons=reasons,
        files=(*evidence.media, listing_file, dossier),
        master_sha256=evidence.render.master.sha256,
        accepted_sha256=_hash(evidence.accepted),
        findings=findings,
        rules_version=RULES_VERSION,
        decided_at=decided_at,
    )


def authorise_publication(
    verdict: Verdict,
    files_now: Mapping[str, str],
    review_now: Review | None,
    accepted: AcceptedBrief,
    now: datetime,
) -> None:
    """Return only if exactly these files may be published now.

    Args:
        verdict: the newest one of the video.
        files_now: SHA-256 of every file about to be sent, read now, by name.
        review_now: the newest decision about the verdict's master.
        accepted: the newest accepted brief, with the channel whose review policy holds.
        now: the time of publication, with a time zone.

    Raises:
        Refused: with every reason why not.
    """
    review = assess_review(review_now, verdict.video_id, verdict.master_sha256, accepted.channel)
    due = accepted.brief.publish_at
    if due and now < due:
        raise Refused(
            f"{verdict.video_id} may not be published before {due.isoformat()}, as its brief says; "
            "a running factory publishes it then"
        )
    faults = [
        *_verdict_faults(verdict),
        *_brief_faults(verdict, accepted),
        *_file_faults(verdict, files_now),
        *([review.sentence] if review.refuses else []),
    ]
    if faults:
        raise Refused(
            f"{verdict.video_id} may not be published: {' | '.join(faults)} "
            "Materialise releases again for a verdict on what there is now."
        )


def _verdict_faults(verdict: Verdict) -> list[str]:
    faults = list(verdict.reasons)
    if not verdict.released and not faults:
        faults.append("The verdict did not release it.")
    if verdict.released:
        faults += [f.sentence for f in verdict.findings if f.refuses]
    if verdict.rules_version != RULES_VERSION:
        faults.append(
            f"The verdict is by version {verdict.rules_version} of the rules; "
            f"they are at {RULES_VERSION}."
        )
    elif tuple(finding.rule for finding in verdict.findings) != rule_names():
        faults.append("The verdict does not judge every rule.")
    if verdict.master_sha256 not in {file.sha256 for file in verdict.files}:
        faults.append("The verdict's files do not include its master.")
    return faults


def _brief_faults(verdict: Verdict, accepted: AcceptedBrief) -> list[str]:
    if verdict.accepted_sha256 == _hash(accepted):
        return []
    return ["The brief or its channel was revised after the verdict."]


def _file_faults(verdict: Verdict, files_now: Mapping[str, str]) -> list[str]:
    released = {file.name: file.sha256 for file in verdict.files}
    faults = [
        f"{name} is {files_now.get(name, 'absent')[:12]}, released was {wanted[:12]}."
        for name, wanted in released.items()
        if files_now.get(name) != wanted
    ]
    return faults + [f"{name} was never released." for name in files_now if name not in released]


def _hash(accepted: AcceptedBrief) -> str:
    return sha256(accepted.to_json()).hexdigest()


def explain(verdict: Verdict) -> str:
    """Return the verdict as Markdown for people: outcome, reasons, every rule, files."""
    outcome = "released" if verdict.released else "refused"
    passed = sum(finding.passed for finding in verdict.findings)
    lines = [
        f"## {verdict.video_id} is {outcome}",
        "",
        f"{passed} of {len(verdict.findings)} rules hold (rules version "
        f"{verdict.rules_version}), decided {verdict.decided_at:%Y-%m-%d %H:%M %Z}".rstrip()
        + ".",
        "",
        *(f"- {_plain(reason)}" for reason in verdict.reasons),
        "",
        "| rule | | found | wanted |",
        "|---|---|---|---|",
        *(
            f"| {f.rule} | {_mark(f)} | {_plain(f.found)} | {_plain(f.wanted)} |"
            for f in sorted(verdict.findings, key=lambda f: (f.passed, f.severity))
        ),
        "",
        "| file | bytes | SHA-256 |",
        "|---|---|---|",
        *(f"| {_plain(f.name)} | {f.bytes} | `{f.sha256[:16]}` |" for f in verdict.files),
    ]
    return "\n".join(lines) + "\n"


def _mark(finding: Finding) -> str:
    return "ok" if finding.passed else "**refuses**" if finding.refuses else "warns"


def _plain(text: str) -> str:
    """Return the text on one line, with the marks of Markdown tables and HTML made harmless."""
    safe = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return " ".join(safe.split())
