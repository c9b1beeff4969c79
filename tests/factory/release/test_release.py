from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256

import pytest
from inline_snapshot import snapshot

from factory.channel.channel import Channel
from factory.errors import Refused
from factory.release.authorisation import authorise_publication
from factory.release.dossier import Dossier, write_dossier
from factory.release.explanation import explain
from factory.release.verdict import Verdict, decide_release
from factory.reviews.decision import Review
from factory.rules.evidence import Evidence
from factory.rules.finding import Count
from factory.rules.registry import RULES
from tests.fakes.manifests import (
    NOW,
    PICTURES,
    VIDEO_ID,
    a_channel,
    a_file,
    a_listing,
    an_accepted_brief,
    an_asset,
    sha,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import (
    a_measurement,
    a_render,
    a_review,
    some_evidence,
    with_manifest,
)

DOSSIER = a_file("dossier.json", "application/json")


def verdict_on(evidence: Evidence) -> Verdict:
    return decide_release(evidence, RULES.assess_everything(evidence), DOSSIER, decided_at=NOW)


def dossier_on(
    evidence: Evidence, units: Sequence[Mapping[str, object]] = (), cost_usd: float = 0.0
) -> Dossier:
    findings = RULES.assess_everything(evidence)
    return write_dossier(evidence, findings, units=units, cost_usd=cost_usd)


def hashes_of(verdict: Verdict) -> dict[str, str]:
    return {file.name: file.sha256 for file in verdict.files}


def authorise(
    verdict: Verdict | None = None,
    files: Mapping[str, str] | None = None,
    review: Review | None = a_review(),  # noqa: B008  frozen
    channel: Channel | None = None,
    newest_master: str = "",
) -> None:
    """Ask to publish a released video, with one thing changed."""
    verdict = verdict or verdict_on(some_evidence())
    accepted = an_accepted_brief(channel)
    if channel:  # as if it had been judged by this channel
        judged = sha256(accepted.to_json()).hexdigest()
        verdict = verdict.model_copy(update={"accepted_sha256": judged})
    authorise_publication(
        verdict,
        files or hashes_of(verdict),
        review,
        accepted,
        NOW,
        newest_master=newest_master or verdict.master_sha256,
    )


def test_a_faultless_video_is_released_with_every_file_bound():
    verdict = verdict_on(some_evidence())
    assert verdict.released
    assert verdict.reasons == ()
    assert verdict.rules_version == RULES.version
    assert verdict.master_sha256 == sha("master.mp4")
    assert hashes_of(verdict) == {**some_evidence().hashes, "dossier.json": DOSSIER.sha256}


def test_a_verdict_says_the_same_after_being_stored():
    verdict = verdict_on(some_evidence())
    assert Verdict.from_json(verdict.to_json()) == verdict


def test_a_refusal_gives_every_reason_in_a_sentence():
    evidence = some_evidence(
        listing=a_listing(title=""),
        render=a_render(measurement=a_measurement(faststart=False)),
    )
    verdict = verdict_on(evidence)
    assert not verdict.released
    assert verdict.reasons == snapshot(
        (
            "Not title_is_accepted_by_the_platform: found 0 characters: '', wanted 1 to 100 characters without <> (change `title` in the brief).",
            "Not index_stands_before_the_media: found moov last, wanted moov before mdat (materialise renders again).",
        )
    )


def test_a_warning_does_not_refuse():
    small = an_asset("s001", width=1100)
    visuals = some_visuals(assets=(small, *some_visuals().assets[1:]))
    verdict = verdict_on(some_evidence(visuals=visuals))
    assert verdict.released
    assert [f.rule for f in verdict.findings if not f.passed] == ["pictures_leave_room_to_move"]


def test_a_files_change_on_disk_refuses_whatever_the_manifests_say():
    hashes = {**some_evidence().hashes, "master.mp4": "0" * 64}
    verdict = verdict_on(some_evidence(hashes=hashes))
    assert not verdict.released
    assert "files_are_as_recorded" in verdict.reasons[0]


def test_own_findings_are_those_of_the_release():
    own = verdict_on(some_evidence()).own_findings
    assert [f.rule for f in own] == [rule.name for rule in RULES.of("releases")]


def test_before_a_release_everything_but_its_own_rules_is_judged():
    evidence = some_evidence()
    verdict = verdict_on(evidence)
    undecided = evidence.model_copy(update={"review": None, "hashes": {}})
    assert (*RULES.assess_so_far(undecided), *verdict.own_findings) == verdict.findings


def test_what_was_released_may_be_published():
    authorise()


@pytest.mark.parametrize("name", sorted(hashes_of(verdict_on(some_evidence()))))
def test_a_file_edited_after_the_release_is_not_published(name: str):
    files = {**hashes_of(verdict_on(some_evidence())), name: "0" * 64}
    with pytest.raises(Refused, match=f"{name} is 000000000000, released was"):
        authorise(files=files)


def test_a_file_missing_or_added_is_not_published():
    files = hashes_of(verdict_on(some_evidence()))
    missing = {name: hash_ for name, hash_ in files.items() if name != "captions.srt"}
    with pytest.raises(Refused, match=r"captions\.srt is absent"):
        authorise(files=missing)
    with pytest.raises(Refused, match=r"bonus\.mp4 was never released"):
        authorise(files={**files, "bonus.mp4": "0" * 64})


def test_a_refused_video_is_not_published_and_the_reasons_are_repeated():
    verdict = verdict_on(some_evidence(listing=a_listing(title="")))
    with pytest.raises(Refused, match="title_is_accepted_by_the_platform") as refusal:
        authorise(verdict)
    assert VIDEO_ID in str(refusal.value)


@pytest.mark.parametrize(
    ("review", "reason"),
    [
        (None, "no decision"),
        (a_review(decision="rejected", reviewer="ada"), "rejected by 'ada'"),
        (a_review(master_sha256="0" * 64), "a decision about"),
        (a_review(video_id="other-video"), "a decision about other-video"),
    ],
)
def test_an_approval_taken_back_is_not_published(review: Review | None, reason: str):
    with pytest.raises(Refused, match=reason):
        authorise(review=review)


def test_a_policys_approval_ends_when_the_channel_asks_for_a_person():
    with pytest.raises(Refused, match="decided by 'policy: automatic'"):
        authorise(channel=a_channel(review="required"))


def test_every_reason_is_given_at_once():
    with pytest.raises(Refused) as refusal:
        authorise(files={"master.mp4": "0" * 64}, review=None)
    assert all(word in str(refusal.value) for word in ("master.mp4", "captions.vtt", "no decision"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rules_version": "0"}, "by version 0 of the rules"),
        ({"findings": ()}, "does not judge every rule"),
        ({"released": False}, "did not release it"),
        ({"master_sha256": "0" * 64}, "do not include its master"),
    ],
)
def test_a_verdict_that_contradicts_itself_authorises_nothing(
    changes: dict[str, object], reason: str
):
    with pytest.raises(Refused, match=reason):
        authorise(verdict_on(some_evidence()).model_copy(update=changes))


def test_a_verdict_turned_to_released_by_hand_authorises_nothing():
    refused = verdict_on(some_evidence(listing=a_listing(title="")))
    forged = refused.model_copy(update={"released": True, "reasons": ()})
    with pytest.raises(Refused, match="title_is_accepted_by_the_platform"):
        authorise(forged)


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


def test_a_verdict_is_explained_to_people():
    text = explain(verdict_on(some_evidence(listing=a_listing(title="a|<b>"))))
    assert text.startswith(f"## {VIDEO_ID} is refused\n")
    assert "- Not title_is_accepted_by_the_platform" in text
    first_row = next(line for line in text.splitlines() if line.startswith("| title"))
    assert "**refuses**" in first_row
    assert "&lt;b>" in first_row and "a\\|" in first_row
    assert "<b>" not in text
    assert f"| master.mp4 | 1000 | `{sha('master.mp4')[:16]}` |" in text


def test_a_release_is_explained_without_reasons():
    verdict = verdict_on(some_evidence())
    text = explain(verdict)
    count = Count.of(verdict.findings)
    assert count.passed == count.asked
    assert (
        f"is released\n\n{count.asked} of {count.asked} rules hold, {count.not_asked} not asked "
        f"(rules version {RULES.version})"
    ) in text
    assert "| clips_are_sharp_enough | not asked | no clips | nothing |" in text
    assert "**refuses**" not in text


def test_another_channels_brief_is_judged_by_its_own_channel():
    accepted = an_accepted_brief(a_channel(forbidden_words=("empire",)))
    verdict = verdict_on(some_evidence(accepted=accepted))
    assert [reason.split(":")[0] for reason in verdict.reasons] == [
        "Not script_has_no_forbidden_words",
        "Not listing_has_no_forbidden_words",
    ]


def test_nothing_is_published_before_the_time_that_the_brief_asks_for():
    accepted = an_accepted_brief(publish_at=NOW + timedelta(hours=1))
    verdict = verdict_on(some_evidence(accepted=accepted))
    ask = partial(
        authorise_publication,
        verdict,
        hashes_of(verdict),
        a_review(),
        accepted,
        newest_master=verdict.master_sha256,
    )
    with pytest.raises(Refused, match="before 20"):
        ask(NOW)
    ask(NOW + timedelta(hours=1))


def test_a_master_rendered_after_the_verdict_stops_the_one_it_released():
    with pytest.raises(Refused, match=r"The master rendered last is 000000000000, the verdict's"):
        authorise(newest_master="0" * 64)


def test_a_verdict_by_an_older_brief_publishes_nothing():
    verdict = verdict_on(some_evidence())
    revised = an_accepted_brief(notes="by another brief")
    with pytest.raises(Refused, match="revised after the verdict"):
        authorise_publication(
            verdict,
            hashes_of(verdict),
            a_review(),
            revised,
            NOW,
            newest_master=verdict.master_sha256,
        )


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
