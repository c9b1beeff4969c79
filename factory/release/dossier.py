"""The dossier: what a video was made of, by whom, and what was found."""

from collections.abc import Mapping, Sequence
from typing import Any

from factory.channel.channel import Compliance
from factory.provenance.credentials import Credentials
from factory.records import FileRef, Payload, Provider
from factory.release.automatic_choice import AutomaticChoice
from factory.release.delivered_names import delivered_name
from factory.rules.evidence import Evidence
from factory.rules.finding import Finding
from factory.rules.licence_rows import licence_rows
from factory.rules.registry import RULES, RuleBook


class Dossier(Payload):
    """Who made what, with which licence, model, prompt, price and approval."""

    video_id: str
    channel: str
    title: str
    brief_sha256: str
    providers: tuple[Provider, ...]
    files: tuple[FileRef, ...]
    """What lies beside the dossier, by the names it has there."""
    kept_in_store: tuple[FileRef, ...]
    """What those files were made of: it stays with the factory, by these names."""
    units: tuple[dict[str, Any], ...]
    """Every unit of work behind the master: stage, kind, label, fingerprint, provider, cost."""
    licences: tuple[dict[str, Any], ...]
    """One row for every picture, sound and font: what, source, licence, attribution.
    `kept_in_store` is the name of its file there."""
    compliance: Compliance
    """The channel's answers."""
    credentials: Credentials | None
    """What is signed in the master."""
    review: dict[str, Any] | None
    """Who decided what about which master, and when; why stays with the factory."""
    findings: tuple[Finding, ...]
    """What every rule saw when the dossier was written."""
    cost_usd: float
    choices: tuple[AutomaticChoice, ...] = ()
    """What was chosen of itself, why, and how a person has it otherwise."""
    rules_version: str


def write_dossier(
    evidence: Evidence,
    findings: Sequence[Finding],
    *,
    units: Sequence[Mapping[str, Any]],
    cost_usd: float,
    choices: Sequence[AutomaticChoice] = (),
    book: RuleBook = RULES,
) -> Dossier:
    """Gather what answers for a video; the same evidence gives the same bytes.

    Args:
        evidence: what there is.
        findings: what every rule of the book says of it.
        units: every unit of work behind it.
        cost_usd: what was spent.
        choices: what nobody decided by hand.
        book: the rules.
    """
    channel, review = evidence.accepted.channel, evidence.review
    delivered = (*evidence.media, evidence.listing_file)
    return Dossier(
        video_id=evidence.accepted.video_id,
        channel=channel.name,
        title=evidence.listing.title,
        brief_sha256=evidence.accepted.brief_sha256,
        providers=evidence.providers,
        files=tuple(_as_delivered(file) for file in delivered),
        kept_in_store=tuple(file for file in evidence.files if file not in delivered),
        units=tuple(dict(unit) for unit in units),
        licences=licence_rows(evidence),
        compliance=channel.compliance,
        credentials=evidence.credentials,
        review=review.model_dump(mode="json", exclude={"note", "notes", "played_share"})
        if review
        else None,
        findings=tuple(findings),
        cost_usd=cost_usd,
        choices=tuple(choices),
        rules_version=book.version,
    )


def _as_delivered(file: FileRef) -> FileRef:
    return file.model_copy(update={"name": delivered_name(file.name)})
