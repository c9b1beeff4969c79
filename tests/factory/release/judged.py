"""Evidence, judged and released."""

from factory.release.verdict import Verdict, decide_release
from factory.rules.evidence import Evidence
from factory.rules.registry import RULES
from tests.fakes.manifests import (
    NOW,
    a_file,
)

DOSSIER = a_file("dossier.json", "application/json")


def verdict_on(evidence: Evidence) -> Verdict:
    return decide_release(evidence, RULES.assess_everything(evidence), (DOSSIER,), decided_at=NOW)


def hashes_of(verdict: Verdict) -> dict[str, str]:
    return {file.name: file.sha256 for file in verdict.files}
