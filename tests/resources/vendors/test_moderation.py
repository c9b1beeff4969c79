"""Moderation by the emulated classifier: what it flags is named, kept, and keeps a video unreleased."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from factory.brief.brief import AcceptedBrief
from factory.channel.provider_settings import Moderation
from factory.errors import TransientError
from factory.listing.listing import texts_listed
from factory.moderation import Classification
from factory.money.price_book import shipped_prices
from factory.pictures.visuals import VisualAsset
from factory.records import Provider
from factory.rules.listing import listing_passes_moderation
from factory.rules.script import words_pass_moderation
from factory.rules.visuals import pictures_pass_moderation
from factory.script.script import Script, texts_shown
from factory_assets.stage.moderation import StageModeration
from resources.catalogue.catalogue import open_catalogue
from resources.journal.journal import PostgresJournal
from resources.opened_providers import OpenedProviders
from resources.storage.disk_store import DiskStore
from resources.vendors.openai.moderation import OpenAiModerator
from tests.fakes.manifests import (
    a_channel,
    a_listing,
    a_script,
    an_accepted_brief,
    an_asset,
    some_visuals,
)
from tests.fakes.render_manifests import so_far
from tests.fakes.vendors import Vendors

BOUGHT = Provider(role="pictures", name="fal", licence="x", remote=True)
MODERATED = an_accepted_brief(a_channel(moderation=Moderation()))


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "media", "http://127.0.0.1:3001")


@pytest.fixture
def journal(database_url: str, store: DiskStore) -> Iterator[PostgresJournal]:
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(MODERATED)
    with PostgresJournal(catalogue.engine, store) as journal:
        yield journal
    catalogue.engine.dispose()


def moderating(journal: PostgresJournal, accepted: AcceptedBrief = MODERATED) -> StageModeration:
    return StageModeration(accepted, OpenedProviders(shipped_prices()), journal)


def moderator() -> OpenAiModerator:
    return OpenAiModerator("", shipped_prices())


def with_massacre(script: Script) -> Script:
    first, *rest = script.scenes
    bad = first.sentences[1].model_copy(update={"text": "Then came the massacre."})
    scene = first.model_copy(update={"sentences": (first.sentences[0], bad)})
    return script.model_copy(update={"scenes": (scene, *rest)})


def bought(store: DiskStore, scene_id: str, colour: str) -> VisualAsset:
    with store.scratch() as scratch:
        path = scratch / "1.png"
        Image.new("RGB", (1200, 800), colour).save(path)
        file = store.keep(MODERATED.video_id, f"pictures/{scene_id}.png", path)
    return an_asset(scene_id, file=file, provider=BOUGHT)


def test_words_that_are_flagged_are_named_with_their_category(
    vendors: Vendors, journal: PostgresJournal
):
    moderated = moderating(journal).words("scripts", texts_shown(with_massacre(a_script())))
    assert moderated and moderated.looked_at == 11
    (flag,) = moderated.flags
    assert (flag.subject, flag.category) == ("sentence s001-2", "violence")
    script = a_script(moderation=moderated)
    finding = words_pass_moderation.judge(so_far(script, accepted=MODERATED))
    assert finding.refuses
    assert "sentence s001-2: violence (0.97)" in finding.found


def test_what_is_flagged_without_a_category_is_flagged_all_the_same(vendors: Vendors):
    verdict = {"flagged": True, "categories": {"violence": False}, "category_scores": {}}
    body = {"id": "1", "model": "omni-moderation-latest", "results": [verdict]}
    vendors.order("status", vendor="openai", status=200, body=body)
    (marks,) = moderator().words(["a word"]).each
    assert [mark.category for mark in marks] == ["flagged, without a category"]


def test_clean_words_pass_and_are_shown_only_once(vendors: Vendors, journal: PostgresJournal):
    moderated = moderating(journal).words("scripts", texts_shown(a_script()))
    assert moderated and moderated.flags == ()
    script = a_script(moderation=moderated)
    assert words_pass_moderation.judge(so_far(script, accepted=MODERATED)).passed
    assert moderating(journal).words("scripts", texts_shown(a_script())) == moderated
    assert len(vendors.seen("openai")) == 1
    assert vendors.paid() == []


def test_what_only_the_listing_says_is_looked_at_too(vendors: Vendors, journal: PostgresJournal):
    listing = a_listing(tags=("roads", "massacre"))
    moderated = moderating(journal).words("listings", texts_listed(listing))
    assert moderated and moderated.looked_at == 2
    said = listing.model_copy(update={"moderation": moderated})
    finding = listing_passes_moderation.judge(so_far(said, accepted=MODERATED))
    assert finding.refuses
    assert "tags: violence (0.97)" in finding.found


def test_pictures_of_vendors_are_looked_at_and_the_others_are_not(
    vendors: Vendors, journal: PostgresJournal, store: DiskStore
):
    assets = [bought(store, "s001", "teal"), an_asset("s002"), bought(store, "s003", "red")]
    vendors.order("flagged", categories=["violence/graphic"])
    moderated = moderating(journal).pictures(assets, store)
    assert moderated and moderated.looked_at == 2
    assert [flag.category for flag in moderated.flags] == ["violence/graphic"]
    shown = some_visuals(moderation=moderated)
    finding = pictures_pass_moderation.judge(so_far(shown, accepted=MODERATED))
    assert finding.refuses
    assert "picture of s00" in finding.found
    assert moderating(journal).pictures(assets, store) == moderated
    assert len(vendors.seen("openai")) == 2


def test_a_channel_that_does_not_ask_shows_nothing_to_anybody(
    vendors: Vendors, journal: PostgresJournal, store: DiskStore
):
    for moderation in (None, Moderation(words=False), Moderation(pictures=False)):
        own = an_accepted_brief(a_channel(moderation=moderation))
        if moderation is None or not moderation.words:
            assert moderating(journal, own).words("scripts", texts_shown(a_script())) is None
        if moderation is None or not moderation.pictures:
            assert moderating(journal, own).pictures([an_asset("s001")], store) is None
    assert vendors.seen() == []
    finding = words_pass_moderation.judge(so_far(a_script()))
    assert finding.passed and not finding.asked


def test_a_manifest_that_nobody_looked_at_is_refused_where_the_channel_asks():
    finding = pictures_pass_moderation.judge(so_far(some_visuals(), accepted=MODERATED))
    assert finding.refuses
    assert finding.found == "nobody has looked"


def test_no_answer_is_no_verdict(vendors: Vendors, journal: PostgresJournal):
    vendors.order("overloaded")
    with pytest.raises(TransientError):
        moderating(journal).words("scripts", texts_shown(a_script()))
    assert moderating(journal).words("scripts", texts_shown(a_script()))


def test_long_scripts_go_out_in_few_requests(vendors: Vendors, journal: PostgresJournal):
    script = a_script()
    many = script.model_copy(update={"scenes": script.scenes * 7})
    moderated = moderating(journal).words("scripts", texts_shown(many))
    assert moderated and moderated.looked_at == 71
    assert len(vendors.seen("openai")) == 3


def test_its_health_is_a_harmless_word(vendors: Vendors):
    assert moderator().words(["lighthouse"]) == Classification(each=((),))
    assert moderator().healthcheck() == "omni-moderation-latest answers"
