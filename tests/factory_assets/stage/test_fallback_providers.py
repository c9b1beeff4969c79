"""A vendor that is away: the channel's second provider does the rest, and everything says so."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from factory.brief.brief import AcceptedBrief
from factory.channel.provider_settings import Pictures, Voice, Words
from factory.errors import CircuitOpen, PermanentError, TransientError
from factory.intake.key_check import check_keys
from factory.intake.quote import priced
from factory.money.price_book import shipped_prices
from factory.script.script import Script
from factory.video_formats.formats import format_named
from factory_assets.audio.sentences import speak_script
from factory_assets.scripts.draft import script_writer
from factory_assets.stage.fallback_providers import FallbackProviders, together
from factory_assets.visuals.pictures import draw_scenes
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.dagster_instance.log_progress import LogProgress
from resources.gazetteer.gazetteer import OfflineGazetteer
from resources.journal.circuit_breaker import FAILURES, PostgresCircuits
from resources.journal.journal import PostgresJournal
from resources.opened_providers import OpenedProviders
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import a_channel, a_script, an_accepted_brief
from tests.fakes.vendors import Vendors

GOOGLE = Voice(
    provider="google",
    name="en-US-Neural2-D",
    fallback=Voice(provider="openai", name="cedar"),
)
FAL = Pictures(provider="fal", fallback=Pictures(provider="scenery"))
OPENAI = Words(provider="openai", fallback=Words(provider="gemini"))
SMALL = format_named("short").picture.model_copy(update={"width": 72, "height": 128})
SHORT = format_named("short").model_copy(update={"picture": SMALL})


@dataclass
class Stage:
    """Stages of one video, with the real journal, circuits and clients."""

    catalogue: Catalogue
    journal: PostgresJournal
    providers: OpenedProviders
    vendors: Vendors
    store: DiskStore

    def __post_init__(self) -> None:
        self.circuits = PostgresCircuits(self.catalogue.engine)
        self.fallbacks = FallbackProviders(self.journal, self.circuits, LogProgress())

    def accepted(self, **channel: Any) -> AcceptedBrief:
        accepted = an_accepted_brief(a_channel(**channel))
        self.catalogue.briefs.accept(accepted)
        return accepted

    def spoken(self, accepted: AcceptedBrief, script: Script) -> tuple[str, str]:
        """Return who speaks and in whose stead, once the step's retries are over."""
        for _ in range(FAILURES):
            try:
                speech = speak_script(accepted, script, SHORT, self.providers, self.fallbacks)
            except TransientError:
                continue
            return speech.voice.name, speech.voice.instead_of
        raise AssertionError("it was never spoken")

    def drawn(self, accepted: AcceptedBrief, script: Script) -> list[str]:
        """Return who made each picture, once the step's retries are over."""
        scenes = script.scenes
        for _ in range(FAILURES):
            try:
                made = draw_scenes(
                    accepted,
                    scenes,
                    SHORT,
                    self.providers,
                    self.fallbacks,
                    self.store,
                    OfflineGazetteer(),
                )
            except TransientError:
                continue
            return [one.unit.provider.described for one in made]
        raise AssertionError("they were never made")

    def passes_time(self) -> None:
        """Every pause is over."""
        with self.catalogue.engine.begin() as connection:
            late = "UPDATE factory.circuits SET open_until = now() - interval '1 s'"
            connection.execute(sa.text(late))


@pytest.fixture
def stage(database_url: str, tmp_path: Path, vendors: Vendors) -> Iterator[Stage]:
    catalogue = open_catalogue(database_url)
    store = DiskStore(tmp_path / "media", "http://127.0.0.1:3001")
    with (
        OpenedProviders(shipped_prices()) as providers,
        PostgresJournal(catalogue.engine, store) as journal,
    ):
        yield Stage(catalogue, journal, providers, vendors, store)
    catalogue.engine.dispose()


def short_script(scenes: int = 2) -> Script:
    script = a_script()
    return script.model_copy(update={"scenes": script.scenes[:scenes]})


def test_the_second_voice_speaks_all_of_it_and_is_kept_when_the_first_is_back(stage: Stage):
    accepted, script = stage.accepted(voice=GOOGLE), short_script()
    stage.vendors.order("unavailable", vendor="google", skip=1, times=50)
    assert stage.spoken(accepted, script) == ("openai", "google")
    assert len(stage.vendors.paid("openai")) == len(script.sentences)
    bought = len(stage.vendors.paid())
    stage.vendors.http.delete("/__requests").raise_for_status()
    stage.passes_time()
    assert bought == len(script.sentences) + 1
    assert stage.spoken(accepted, script) == ("openai", "google")
    assert stage.vendors.seen() == []


def test_every_unit_of_a_stand_in_says_in_whose_stead(stage: Stage):
    accepted, script = stage.accepted(voice=GOOGLE), short_script(1)
    stage.vendors.order("unavailable", vendor="google", times=50)
    stage.spoken(accepted, script)
    units = stage.catalogue.costs.units(accepted.video_id)
    spoken = [unit for unit in units if unit["kind"] == "speech"]
    assert [unit["provider"]["instead_of"] for unit in spoken] == ["google"] * 2
    (marked,) = [unit for unit in units if unit["kind"] == "stand-in"]
    assert marked["label"] == "narration by openai instead of google"
    (told,) = stage.catalogue.reports.show(accepted.video_id).stand_ins
    assert (told.provider, told.instead_of, told.units) == ("openai", "google", 2)


def test_the_same_sentence_chosen_first_elsewhere_is_nobodys_stead(stage: Stage):
    accepted, script = stage.accepted(voice=GOOGLE), short_script(1)
    stage.vendors.order("unavailable", vendor="google", times=50)
    stage.spoken(accepted, script)
    paid = len(stage.vendors.paid())
    stage.vendors.forget()
    chosen = stage.accepted(voice=GOOGLE.fallback)
    assert stage.spoken(chosen, script) == ("openai", "")
    assert len(stage.vendors.paid()) == 0 < paid
    units = stage.catalogue.costs.units(accepted.video_id)
    spoken = [unit for unit in units if unit["kind"] == "speech"]
    assert [unit["provider"]["instead_of"] for unit in spoken] == ["", ""]


def test_another_fallback_is_decided_about_anew(stage: Stage):
    script = short_script(1)
    stage.vendors.order("unavailable", vendor="google", times=50)
    assert stage.spoken(stage.accepted(voice=GOOGLE), script) == ("openai", "google")
    stage.vendors.forget()
    stage.passes_time()
    without = stage.accepted(voice=GOOGLE.model_copy(update={"fallback": None}))
    assert stage.spoken(without, script) == ("google", "")


def test_when_both_are_away_the_video_waits_for_the_first(stage: Stage):
    accepted, script = stage.accepted(voice=GOOGLE), short_script(1)
    stage.vendors.order("forbidden", vendor="google", times=9)
    stage.vendors.order("insufficient_quota", vendor="openai", times=9)
    with pytest.raises(CircuitOpen) as opened:
        stage.spoken(accepted, script)
    assert opened.value.scope == "openai"
    seen = len(stage.vendors.seen())
    with pytest.raises(CircuitOpen) as opened:
        stage.spoken(accepted, script)
    assert opened.value.scope == "google"
    assert len(stage.vendors.seen()) == seen


def test_pictures_are_mixed_scene_by_scene_and_none_is_made_again(stage: Stage):
    accepted, script = stage.accepted(pictures=FAL), short_script(3)
    first = short_script(1)
    assert stage.drawn(accepted, first) == ["fal fal-ai/flux/schnell"]
    stage.vendors.order("unavailable", vendor="fal", times=50)
    stage.vendors.order("status", vendor="fal", status=503, times=50)
    made = stage.drawn(accepted, script)
    assert made[0] == "fal fal-ai/flux/schnell"
    assert all(maker.endswith("instead of fal") for maker in made[1:])
    stage.vendors.forget()
    stage.passes_time()
    assert stage.drawn(accepted, script) == made
    brief = accepted.brief.model_copy(update={"translates": accepted.video_id})
    translation = accepted.model_copy(update={"video_id": "in-german", "brief": brief})
    assert stage.drawn(translation, script) == made
    assert stage.vendors.seen("fal") == []


def test_what_the_second_was_paid_for_is_kept_although_it_did_not_get_to_the_end(stage: Stage):
    by_openai = Pictures(provider="fal", fallback=Pictures(provider="openai"))
    accepted, script = stage.accepted(pictures=by_openai), short_script(2)
    stage.vendors.order("locked", vendor="fal", times=50)
    stage.vendors.order("blocked", vendor="openai", skip=1, times=50)
    with pytest.raises(PermanentError, match="must change"):
        stage.drawn(accepted, script)
    assert len(stage.vendors.paid("openai")) == 1
    stage.vendors.forget()
    stage.passes_time()
    made = stage.drawn(accepted, script)
    by_fal, by_other = sorted(made)
    assert by_fal == "fal fal-ai/flux/schnell"
    assert by_other.endswith("instead of fal")
    assert len(stage.vendors.paid()) == 1
    assert stage.drawn(accepted, script) == made


def test_a_section_goes_on_with_the_second_writer(stage: Stage):
    facts = {"topic": "why a lighthouse walked", "words": "", "format": "longform"}
    owner = a_channel(format="longform", words=OPENAI)
    accepted = an_accepted_brief(owner, title="why a lighthouse walked", **facts)
    stage.catalogue.briefs.accept(accepted)
    writer = script_writer(accepted, stage.providers, stage.fallbacks, "scripts")
    assert writer
    stage.vendors.order("status", vendor="openai", status=500, skip=1, times=50)
    writer.listing("A title", "Words.")
    for n in range(FAILURES - 1):
        with pytest.raises(TransientError):
            writer.listing(f"Title {n}", "Words.")
    writer.listing("Another title", "Words.")
    assert [maker.described for maker in writer.answered_by] == [
        "openai gpt-6-luna",
        "gemini gemini-2.5-flash instead of openai",
    ]
    assert len(stage.vendors.paid("gemini")) == 1


def test_an_answer_that_is_asked_for_once_more_costs_no_more_than_was_set_aside(stage: Stage):
    owner = a_channel(format="longform", words=Words(provider="openai"))
    facts = {"topic": "why a lighthouse walked", "words": "", "format": "longform"}
    accepted = an_accepted_brief(owner, title="why a lighthouse walked", **facts)
    stage.catalogue.briefs.accept(accepted)
    writer = script_writer(accepted, stage.providers, stage.fallbacks, "scripts")
    assert writer
    told = {"description": "A lamp that walked.", "tags": [f"tag {n}" for n in range(9)]}
    for said in ("no JSON", json.dumps(told)):
        message = {"role": "assistant", "content": said}
        body = {"id": "1", "object": "chat.completion", "created": 1, "model": "gpt-6-luna"}
        body["choices"] = [{"index": 0, "finish_reason": "stop", "message": message}]
        body["usage"] = {"prompt_tokens": 300, "completion_tokens": 1000, "total_tokens": 1300}
        stage.vendors.order("status", vendor="openai", status=200, body=body)
    assert writer.listing("A title", "Words.").description == told["description"]
    asked = sa.text("SELECT settled_usd, estimated_usd FROM factory.charges")
    with stage.catalogue.engine.connect() as connection:
        ((settled, reserved),) = connection.execute(asked).all()
    assert 0 < settled <= reserved


def test_makers_of_one_stage_are_recorded_together():
    fal, scenery = (
        OpenedProviders(shipped_prices()).illustrator(name).provider for name in ("fal", "scenery")
    )
    both = together([fal, scenery.in_place_of(fal)])
    assert "fal" in both.name and "instead of fal" in both.name
    assert fal.licence in both.licence and scenery.licence in both.licence
    assert together([fal]) == fal


def test_the_price_is_the_firsts_and_names_the_second(stage: Stage):
    accepted = stage.accepted(voice=GOOGLE, pictures=FAL)
    plan = priced(short_script(), accepted, stage.providers)
    rows = {row.role: row for row in plan.rows}
    assert rows["voice"].by == "google, or else openai"
    assert rows["pictures"].by == "fal, or else scenery"
    alone = stage.accepted(voice=GOOGLE.model_copy(update={"fallback": None}), pictures=FAL)
    assert priced(short_script(), alone, stage.providers).total_usd == plan.total_usd


def test_a_seconds_missing_key_is_told_like_the_firsts(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("GEMINI_API_KEY")
    monkeypatch.setenv("GEMINI_BASE_URL", "https://generativelanguage.googleapis.com/v1beta/openai")
    accepted = stage.accepted(words=OPENAI, voice=GOOGLE)
    with pytest.raises(PermanentError, match="for its words, Gemini") as caught:
        check_keys(accepted, stage.providers)
    said = str(caught.value)
    assert f"channel {accepted.channel.name} is not ready" in said
    assert "GEMINI_API_KEY is not set" in said
    assert "a fallback does not stand in for a missing key" in said
