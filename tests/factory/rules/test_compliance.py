import re
from datetime import datetime, timedelta

import pytest

from factory.channel.channel import Compliance
from factory.rules.compliance import assess_compliance
from factory.rules.evidence import Evidence
from factory.rules.licences import FONTS
from factory.rules.registry import RULES, assess_everything, rule_names
from factory.rules.rule import Finding
from factory.speech.narration import Bed
from resources.images.fonts import SHIPPED
from tests.fakes.manifests import (
    BED,
    NOW,
    PICTURES,
    SCENES,
    VOICE,
    WORDS,
    a_channel,
    a_file,
    a_listing,
    a_narration,
    a_profile,
    a_script,
    an_accepted_brief,
    an_asset,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import a_render, a_review, failed, finding, some_evidence


def judged(rule: str, evidence: Evidence) -> Finding:
    return finding(assess_compliance(evidence), rule)


def answered(kids: bool | None, synthetic: bool | None) -> Evidence:
    """Return evidence in which channel and listing give these answers."""
    answers = Compliance(made_for_kids=kids, synthetic_media=synthetic)
    return some_evidence(
        accepted=an_accepted_brief(a_channel(compliance=answers)),
        listing=a_listing(made_for_kids=kids, synthetic_media=synthetic),
    )


def test_the_whole_evidence_breaks_no_rule():
    assert failed(assess_everything(some_evidence())) == set()


def test_every_rule_is_judged_once_in_the_order_of_the_registry():
    assert tuple(f.rule for f in assess_everything(some_evidence())) == rule_names()


def test_rule_names_are_unique_sayable_and_filed_under_their_asset():
    names = rule_names()
    assert len(set(names)) == len(names)
    for asset, rules in RULES.items():
        for rule in rules:
            assert rule.stage == asset
            assert re.fullmatch(r"[a-z][a-z0-9_]+", rule.name)
            assert rule.description.endswith(".") and rule.description[0].isupper()


def test_a_findings_severity_is_the_rules():
    severity = {rule.name: rule.severity for rules in RULES.values() for rule in rules}
    assert all(f.severity == severity[f.rule] for f in assess_everything(some_evidence()))


def test_made_for_kids_must_be_answered():
    finding_ = judged("made_for_kids_is_answered", answered(None, True))
    assert finding_.refuses
    assert finding_.found == "channel unanswered, listing unanswered"
    assert "compliance: made_for_kids:" in finding_.advice


@pytest.mark.parametrize("kids", [True, False])
def test_either_answer_is_an_answer(kids: bool):
    assert judged("made_for_kids_is_answered", answered(kids, True)).passed


def test_a_listing_that_answers_otherwise_than_its_channel_is_refused():
    evidence = some_evidence(listing=a_listing(made_for_kids=True))
    assert judged("made_for_kids_is_answered", evidence).found == "channel no, listing yes"


def test_synthetic_media_must_be_answered():
    assert judged("synthetic_media_is_answered", answered(False, None)).refuses


def test_generated_media_must_be_declared():
    finding_ = judged("generated_media_is_declared", answered(False, False))
    assert finding_.refuses
    assert finding_.found == "voice by piper; bed by pad; pictures by scenery"


def test_nothing_generated_needs_no_declaration():
    voice, pictures = (p.model_copy(update={"synthetic": False}) for p in (VOICE, PICTURES))
    evidence = some_evidence(
        listing=a_listing(synthetic_media=False),
        narration=a_narration(bed=None, provider=voice),
        visuals=some_visuals(assets=tuple(an_asset(s, provider=pictures) for s in SCENES)),
    )
    assert judged("generated_media_is_declared", evidence).found == "nothing generated"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {"narration": a_narration(provider=VOICE.model_copy(update={"licence": ""}))},
            "voice",
        ),
        (
            {
                "narration": a_narration(
                    bed=Bed(
                        kind="pad",
                        file=a_file("bed.wav", "audio/wav"),
                        samples=4096,
                        integrated_lufs=-20.0,
                        provider=BED.model_copy(update={"licence": ""}),
                    )
                )
            },
            "music bed: pad",
        ),
        ({"captions": some_captions(font="Comic Sans")}, "font Comic Sans"),
    ],
)
def test_every_sound_and_font_needs_a_licence(changes: dict[str, object], found: str):
    finding_ = judged("every_picture_sound_and_font_has_a_licence", some_evidence(**changes))
    assert finding_.refuses
    assert finding_.found == found


def test_every_font_that_is_shipped_has_its_licence():
    assert set(FONTS) == set(SHIPPED)
    assert all(licence and attribution for licence, attribution in FONTS.values())


def test_a_picture_without_licence_is_named_by_its_scene():
    nobody = PICTURES.model_copy(update={"licence": ""})
    assets = (an_asset("s001", provider=nobody), *some_visuals().assets[1:])
    evidence = some_evidence(visuals=some_visuals(assets=assets))
    finding_ = judged("every_picture_sound_and_font_has_a_licence", evidence)
    assert finding_.found == "picture of s001"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {"narration": a_narration(file=a_file("narration.wav", "audio/wav", sha256="x"))},
            "'narration.wav' is not whole",
        ),
        ({"render": a_render(poster=a_file("p.jpg", bytes=0))}, "'p.jpg' is not whole"),
        (
            {"script": a_script(provider=WORDS.model_copy(update={"name": ""}))},
            "a maker of words has no name",
        ),
        ({"render": a_render(segments=a_render().segments[:4])}, "4 segments for 5 shots"),
        (
            {
                "render": a_render(
                    segments=(
                        a_render().segments[0].model_copy(update={"fingerprint": ""}),
                        *a_render().segments[1:],
                    )
                )
            },
            "segment s001 has no hash",
        ),
    ],
)
def test_what_cannot_be_accounted_for_is_refused(changes: dict[str, object], found: str):
    finding_ = judged("provenance_is_complete", some_evidence(**changes))
    assert finding_.refuses
    assert found in finding_.found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"listing": a_listing(video_id="other-video")}, "listing is of video 'other-video'"),
        ({"narration": a_narration(script_id="old")}, "narration is of script 'old'"),
        ({"render": a_render(manifest_id="old")}, "render is of pictures 'old'"),
        ({"captions": some_captions(language="de")}, "captions is of language 'de'"),
        (
            {"profile": a_profile().model_copy(update={"name": "clip"})},
            "profile is of format 'clip'",
        ),
        (
            {"visuals": some_visuals(assets=some_visuals().assets[::-1]), "render": a_render()},
            "the master shows other pictures than the manifest",
        ),
    ],
)
def test_manifests_of_different_things_are_refused(changes: dict[str, object], found: str):
    finding_ = judged("manifests_belong_together", some_evidence(**changes))
    assert finding_.refuses
    assert finding_.found == found


def test_a_picture_changed_after_the_render_is_noticed():
    new = an_asset("s002", file=a_file("pictures/s002.png", "image/png", sha256="1" * 64))
    assets = (some_visuals().assets[0], new, *some_visuals().assets[2:])
    evidence = some_evidence(visuals=some_visuals(assets=assets), render=a_render())
    finding_ = judged("master_is_made_from_the_current_parts", evidence)
    assert finding_.refuses
    assert finding_.found == "pictures/s002.png"


def test_burned_captions_changed_after_the_render_are_noticed():
    captions = some_captions(burned=some_captions().burned[1:])
    evidence = some_evidence(captions=captions, render=a_render())
    finding_ = judged("master_is_made_from_the_current_parts", evidence)
    assert finding_.found == "burned captions"


def test_a_bed_taken_away_after_the_render_is_noticed():
    evidence = some_evidence(narration=a_narration(bed=None), render=a_render())
    assert judged("master_is_made_from_the_current_parts", evidence).found == "bed.wav"


def test_a_master_that_does_not_say_what_it_is_made_from_is_refused():
    evidence = some_evidence(render=a_render(made_from={}))
    assert judged("master_is_made_from_the_current_parts", evidence).refuses


@pytest.mark.parametrize(
    "name", ["master.mp4", "thumbnail.jpg", "captions.srt", "captions.vtt", "listing.json"]
)
def test_a_file_changed_on_disk_is_named(name: str):
    hashes = {**some_evidence().hashes, name: "f" * 64}
    finding_ = judged("files_are_as_recorded", some_evidence(hashes=hashes))
    assert finding_.refuses
    assert finding_.found.startswith(f"{name}: ffffffffffff for ")


def test_a_file_that_is_gone_is_named():
    hashes = {k: v for k, v in some_evidence().hashes.items() if k != "captions.vtt"}
    finding_ = judged("files_are_as_recorded", some_evidence(hashes=hashes))
    assert finding_.found.startswith("captions.vtt: absent for ")


REVIEWED = "review_is_an_approval_of_this_master"


@pytest.mark.parametrize(
    ("review", "found"),
    [
        (None, "no decision"),
        (
            a_review(decision="rejected", reviewer="ada", note="too dark"),
            "rejected by 'ada'",
        ),
        (a_review(master_sha256="0" * 64), "a decision about"),
        (a_review(video_id="other-video"), "a decision about other-video"),
        (a_review(reviewer=" "), "a decision by nobody"),
    ],
)
def test_only_an_approval_of_this_master_counts(review: object, found: str):
    finding_ = judged(REVIEWED, some_evidence(review=review))
    assert finding_.refuses
    assert found in finding_.found


def test_a_policy_cannot_approve_where_a_person_must():
    accepted = an_accepted_brief(a_channel(review="required"))
    finding_ = judged(REVIEWED, some_evidence(accepted=accepted))
    assert finding_.refuses
    assert finding_.found == "decided by 'policy: automatic'"
    person = some_evidence(accepted=accepted, review=a_review(reviewer="ada"))
    assert judged(REVIEWED, person).passed


def test_a_person_may_decide_where_the_policy_would():
    assert judged(REVIEWED, some_evidence(review=a_review(reviewer="ada"))).passed


@pytest.mark.parametrize(
    ("publish_at", "passes"),
    [
        (None, True),
        (NOW - timedelta(minutes=1), True),
        (NOW + timedelta(days=1), False),
        (datetime(2027, 1, 1), False),  # noqa: DTZ001  a brief may leave the zone out
    ],
)
def test_a_later_publication_is_a_warning(publish_at: datetime | None, passes: bool):
    evidence = some_evidence(accepted=an_accepted_brief(publish_at=publish_at))
    finding_ = judged("no_later_publication_is_asked_for", evidence)
    assert finding_.passed is passes
    assert not finding_.refuses
