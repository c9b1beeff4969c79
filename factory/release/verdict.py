"""Release: the verdict on one master file, and the dossier that explains it."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from factory.brief.brief import AcceptedBrief
from factory.fingerprint import fingerprint
from factory.records import FileRef, Payload
from factory.rules.evidence import Evidence
from factory.rules.finding import Finding
from factory.rules.registry import LAST_STAGE, RULES, RuleBook


class Verdict(Payload):
    """Released or refused, bound to the exact files it speaks of.

    A verdict authorises the publication of these bytes and of nothing else.
    """

    video_id: str
    released: bool
    reasons: tuple[str, ...]
    """Why not, one sentence each; empty when released."""
    files: tuple[FileRef, ...]
    """Everything that may be published: master, thumbnail, captions if any, listing, dossier."""
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
        own = {rule.name for rule in RULES.of(LAST_STAGE)}
        return tuple(finding for finding in self.findings if finding.rule in own)


def decide_release(
    evidence: Evidence,
    findings: Sequence[Finding],
    papers: Sequence[FileRef],
    *,
    decided_at: datetime,
    book: RuleBook = RULES,
) -> Verdict:
    """Bind what every rule says to the files as they are now.

    Args:
        evidence: manifests and hashes of this moment; no earlier check result is believed.
        findings: what every rule of the book says of that evidence.
        papers: the dossier written from the same evidence and findings, as data and as a page.
        decided_at: now.
        book: the rules.
    """
    reasons = tuple(finding.sentence for finding in findings if finding.refuses)
    return Verdict(
        video_id=evidence.accepted.video_id,
        released=not reasons,
        reasons=reasons,
        files=(*evidence.media, evidence.listing_file, *papers),
        master_sha256=evidence.render.master.sha256,
        accepted_sha256=brief_hash(evidence.accepted),
        findings=tuple(findings),
        rules_version=book.version,
        decided_at=decided_at,
    )


def brief_hash(accepted: AcceptedBrief) -> str:
    """Return the SHA-256 of a brief as it was accepted."""
    return sha256(accepted.to_json()).hexdigest()
