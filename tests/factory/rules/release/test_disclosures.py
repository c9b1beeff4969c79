import pytest

from factory.channel.channel import Compliance
from factory.listing.description_labels import labels
from factory.records import EMULATED
from factory.rules.evidence import Evidence
from tests.fakes.manifests import (
    PICTURES,
    SCENES,
    VOICE,
    a_channel,
    a_listing,
    a_narration,
    an_accepted_brief,
    an_asset,
    some_visuals,
)
from tests.fakes.render_manifests import judged, some_evidence


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


def test_paid_promotion_is_said_in_the_videos_language():
    paid = Compliance(made_for_kids=False, synthetic_media=True, paid_promotion=True)
    accepted = an_accepted_brief(a_channel(compliance=paid))
    silent = some_evidence(accepted=accepted)
    assert "Paid promotion" in judged("paid_promotion_is_declared", silent).wanted
    assert judged("paid_promotion_is_declared", silent).refuses
    said = a_listing(language="de", description=f"Ein Leuchtturm. {labels('de').paid_promotion}")
    assert judged(
        "paid_promotion_is_declared", some_evidence(accepted=accepted, listing=said)
    ).passed
    assert not judged("paid_promotion_is_declared", some_evidence()).asked


def test_what_an_emulated_vendor_made_stays_on_this_machine():
    played = VOICE.model_copy(update={"version": EMULATED})
    evidence = some_evidence(narration=a_narration(provider=played))
    assert not judged("nothing_emulated_is_distributed", evidence).asked
    leaves = evidence.model_copy(update={"distributing": ("youtube",)})
    assert (
        judged("nothing_emulated_is_distributed", leaves).found
        == "voice by an emulated piper en_US-joe-medium"
    )
    real = some_evidence().model_copy(update={"distributing": ("youtube",)})
    assert judged("nothing_emulated_is_distributed", real).passed
