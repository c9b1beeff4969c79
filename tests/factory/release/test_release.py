"""The verdict on a finished video: released or refused, with every reason."""

from inline_snapshot import snapshot

from factory.release.verdict import Verdict
from factory.release.verdict_explanation import explain
from factory.rules.finding import Count
from factory.rules.registry import RULES
from tests.factory.release.judged import DOSSIER, hashes_of, verdict_on
from tests.fakes.manifests import (
    VIDEO_ID,
    a_channel,
    a_listing,
    an_accepted_brief,
    an_asset,
    sha,
    some_visuals,
)
from tests.fakes.render_manifests import (
    a_measurement,
    a_render,
    some_evidence,
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


def test_before_a_decision_all_is_judged_that_reads_no_more_than_what_is_made():
    evidence = some_evidence()
    verdict = verdict_on(evidence)
    undecided = evidence.model_copy(
        update={"review": None, "hashes": {}, "credentials": None, "likeness_record": None}
    )
    known = RULES.assess_so_far(undecided)
    assert [one for one in verdict.findings if one in known] == list(known)
    later = {one.name for one in RULES.rules} - {one.rule for one in known}
    assert later == {
        "files_are_as_recorded",
        "form_is_not_used_over_and_over",
        "master_is_signed_and_unchanged",
        "no_later_publication_is_asked_for",
        "review_is_an_approval_of_this_master",
        "tiktok_cut_is_signed_and_was_seen",
        "video_is_no_copy_of_an_earlier_one",
        "video_is_no_copy_of_another_channels",
    }


def test_a_verdict_is_explained_to_people_by_what_does_not_hold_alone():
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
    assert not any(f"| {finding.rule} |" in text for finding in verdict.findings)
    assert len(text) < 2000


def test_another_channels_brief_is_judged_by_its_own_channel():
    accepted = an_accepted_brief(a_channel(forbidden_words=("empire",)))
    verdict = verdict_on(some_evidence(accepted=accepted))
    assert [reason.split(":")[0] for reason in verdict.reasons] == [
        "Not script_has_no_forbidden_words",
        "Not listing_has_no_forbidden_words",
    ]
