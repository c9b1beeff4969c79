import pytest

from factory.channel.channel import Compliance
from factory.presets.fonts import FONTS
from factory.rules.evidence import Evidence
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.speech.narration import Bed
from resources.images.fonts import SHIPPED
from tests.fakes.manifests import (
    BED,
    PICTURES,
    SCENES,
    VOICE,
    a_channel,
    a_file,
    a_listing,
    a_narration,
    an_accepted_brief,
    an_asset,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import finding, some_evidence


def judged(rule: str, evidence: Evidence) -> Finding:
    return finding(RULES.assess("releases", evidence), rule)


def answered(kids: bool | None, synthetic: bool | None) -> Evidence:
    """Return evidence in which channel and listing give these answers."""
    answers = Compliance(made_for_kids=kids, synthetic_media=synthetic)
    return some_evidence(
        accepted=an_accepted_brief(a_channel(compliance=answers)),
        listing=a_listing(made_for_kids=kids, synthetic_media=synthetic),
    )


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
