import pytest

from factory.presets.fonts import FONTS
from factory.rules.evidence import Evidence
from factory.rules.licence_limits import LicenceLimits, limits_of, wants_names
from factory.speech.narration import Bed
from resources.images.fonts import SHIPPED
from tests.fakes.manifests import (
    BED,
    PICTURES,
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
from tests.fakes.render_manifests import judged, some_evidence

WHERE = "licences_allow_where_it_goes"
NAMED = "makers_are_named_where_they_must_be"


def a_bed(kind: str, licence: str) -> Bed:
    return Bed(
        kind=kind,
        file=a_file("bed.wav", "audio/wav"),
        samples=4096,
        integrated_lufs=-20.0,
        provider=BED.model_copy(update={"licence": licence}),
    )


def with_music(licence: str, *outlets: str) -> Evidence:
    bed = a_bed("folder", licence)
    accepted = an_accepted_brief(a_channel(outlets=outlets))
    return some_evidence(accepted=accepted, narration=a_narration(bed=bed))


@pytest.mark.parametrize(
    ("licence", "limits"),
    [
        ("CC0-1.0", LicenceLimits()),
        ("Artlist; only YouTube, tiktok", LicenceLimits(("youtube", "tiktok"))),
        ("Artlist; only on youtube; only in de, AT", LicenceLimits(("youtube",), ("DE", "AT"))),
        ("YouTube Audio Library", LicenceLimits(("youtube",))),
        ("CC-BY-4.0 (only the cover)", LicenceLimits()),
    ],
)
def test_a_licence_says_where_it_holds(licence: str, limits: LicenceLimits):
    assert limits_of(licence) == limits


def test_music_that_one_platform_alone_allows_goes_to_no_other():
    beyond = judged(WHERE, with_music("YouTube Audio Library", "outbox", "youtube", "tiktok"))
    assert beyond.refuses
    assert beyond.found == "music bed: folder: YouTube Audio Library, not on tiktok"
    assert judged(WHERE, with_music("YouTube Audio Library", "outbox", "youtube")).passed
    assert not judged(WHERE, with_music("Artlist; only youtube", "outbox")).asked
    somewhere = judged(WHERE, with_music("Artlist; only in DE", "youtube"))
    assert somewhere.found == "music bed: folder: only in DE, which no platform is told"


def test_whoever_must_be_named_stands_in_the_description():
    owned = PICTURES.model_copy(update={"licence": "CC-BY-4.0"})
    asset = an_asset("s001", provider=owned).model_copy(update={"attribution": "Ada Berg <1911>"})
    pictures = some_visuals(assets=(asset, *some_visuals().assets[1:]))
    missing = judged(NAMED, some_evidence(visuals=pictures))
    assert missing.refuses and "picture of s001" in missing.found
    said = a_listing(description="Credits:\nPicture: folder, Ada Berg ‹1911› (CC-BY-4.0)")
    assert judged(NAMED, some_evidence(visuals=pictures, listing=said)).passed
    assert not judged(NAMED, some_evidence()).asked
    assert wants_names("CC BY 4.0") and wants_names("cc-by-sa-4.0") and not wants_names("CC0-1.0")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {"narration": a_narration(provider=VOICE.model_copy(update={"licence": ""}))},
            "voice",
        ),
        (
            {"narration": a_narration(bed=a_bed("pad", ""))},
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
