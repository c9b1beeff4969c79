"""The dossier: who made what, under which licence, and who decided."""

import hashlib
from collections.abc import Mapping, Sequence

from factory.release.dossier import Dossier, write_dossier
from factory.release.dossier_page import dossier_page
from factory.release.verdict_explanation import explain
from factory.rules.evidence import Evidence
from factory.rules.registry import RULES
from tests.factory.release.judged import verdict_on
from tests.fakes.manifests import (
    PICTURES,
    a_file,
    an_asset,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import (
    a_review,
    some_evidence,
    with_manifest,
)


def dossier_on(
    evidence: Evidence, units: Sequence[Mapping[str, object]] = (), cost_usd: float = 0.0
) -> Dossier:
    findings = RULES.assess_everything(evidence)
    return write_dossier(evidence, findings, units=units, cost_usd=cost_usd)


def test_the_dossier_answers_who_made_what_and_under_which_licence():
    unit = {"stage": "audio", "kind": "speech", "cost_usd": 0.0}
    dossier = dossier_on(some_evidence(), units=(unit,), cost_usd=0.25)
    assert [p.name for p in dossier.providers] == ["brief", "piper", "pad", "scenery", "ffmpeg"]
    assert [row["what"] for row in dossier.licences][4:] == [
        "picture of s005",
        "voice",
        "music bed: pad",
        "font Anton",
        "font Poppins ExtraBold",
    ]
    assert dossier.licences[0]["prompt"] == "a road at dawn"
    assert all(row["licence"] for row in dossier.licences)
    assert dossier.units == (unit,)
    assert dossier.cost_usd == 0.25
    assert dossier.review is not None
    assert dossier.review["reviewer"] == "policy: automatic"
    assert tuple(f.rule for f in dossier.findings) == RULES.names


def test_the_same_evidence_gives_the_same_dossier_to_the_byte():
    first, second = (dossier_on(some_evidence()) for _ in range(2))
    assert first.to_json() == second.to_json()
    assert Dossier.from_json(first.to_json()) == first


def test_a_dossier_is_written_even_of_what_is_refused():
    nobody = PICTURES.model_copy(update={"licence": ""})
    visuals = some_visuals(assets=(an_asset("s001", provider=nobody),))
    dossier = dossier_on(some_evidence(visuals=visuals, review=None))
    assert dossier.review is None
    assert any(not f.passed for f in dossier.findings)


def test_whoever_stood_in_is_in_the_dossier_and_a_warning():
    evidence = some_evidence()
    voice = evidence.narration.provider.model_copy(update={"instead_of": "google"})
    evidence = with_manifest(evidence, evidence.narration.model_copy(update={"provider": voice}))
    dossier = dossier_on(evidence)
    assert [p.instead_of for p in dossier.providers if p.role == "voice"] == ["google"]
    (found,) = [f for f in dossier.findings if f.rule == "nobody_stood_in"]
    assert "voice by piper en_US-joe-medium instead of google" in found.found
    assert not found.passed and not found.refuses
    assert verdict_on(evidence).released


def test_a_dossier_names_files_as_they_lie_beside_it_and_the_others_as_kept_in_the_store():
    dossier = dossier_on(some_evidence())
    beside = {"video.mp4", "thumbnail.jpg", "captions.srt", "captions.vtt", "listing.json"}
    assert {file.name for file in dossier.files} == beside
    kept = {file.name for file in dossier.kept_in_store}
    assert {"poster.jpg", "narration.wav", "pictures/s001.png"} <= kept
    assert not kept & {"master.mp4", *beside}
    pictures = [row for row in dossier.licences if row["what"].startswith("picture")]
    assert {row["kept_in_store"] for row in pictures} <= kept


def test_why_somebody_decided_stays_with_the_factory():
    for decision in ("approved", "rejected"):
        review = a_review(decision=decision, reviewer="ada", note="the canary hates it")
        evidence = some_evidence(review=review)
        dossier = dossier_on(evidence)
        verdict = verdict_on(evidence)
        assert "canary" not in f"{dossier.to_json()} {verdict.to_json()} {explain(verdict)}"
        assert dossier.review
        assert dossier.review["reviewer"] == "ada"


def test_captions_of_a_video_in_which_nobody_speaks_are_not_delivered():
    silent = some_captions(cues=(), burned=(), srt=a_file("captions.srt", bytes=0))
    verdict = verdict_on(some_evidence(captions=silent))
    assert {file.name for file in verdict.files} == {
        "master.mp4",
        "thumbnail.jpg",
        "listing.json",
        "dossier.json",
    }


def test_the_page_of_a_dossier_answers_the_same_and_is_chained_to_the_master():
    unit = {
        "stage": "audio", "label": "sentence 1", "fingerprint": "f" * 64, "sha256": "a" * 64,
        "cost_usd": 0.25, "provider": {"name": "piper", "model": "joe"},
    }  # fmt: skip
    evidence = some_evidence()
    dossier = dossier_on(evidence, units=(unit,), cost_usd=0.25)
    data = a_file("dossier.json", "application/json")
    page = dossier_page(dossier, data).decode()
    prompt = hashlib.sha256(b"a road at dawn").hexdigest()[:16]
    for said in (
        evidence.render.master.sha256, data.sha256, "piper joe", "$0.2500", "CC0-1.0", prompt,
        "approved by policy: automatic", RULES.version, "master is signed and unchanged",
    ):  # fmt: skip
        assert said in page
    assert "a road at dawn" not in page
    assert dossier_page(dossier, data).decode() == page


def test_what_others_wrote_is_text_on_the_page_and_nothing_runs():
    hostile = "<script>alert(1)</script><img src=//evil>"
    assets = tuple(
        an_asset(f"s{n:03d}", attribution=hostile, provider=PICTURES) for n in range(1, 6)
    )
    dossier = dossier_on(some_evidence(visuals=some_visuals(assets=assets)))
    page = dossier_page(dossier.model_copy(update={"title": hostile}), a_file("d.json")).decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "default-src 'none'" in page
    assert "&lt;script&gt;" in page
