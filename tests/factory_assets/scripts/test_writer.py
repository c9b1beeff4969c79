"""The writing room: a topic becomes a script of the length asked for, and no answer is paid twice."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from desk.terminal.progress import Lines
from factory.brief.brief import AcceptedBrief
from factory.money.price_book import shipped_prices
from factory.ports import Progress
from factory.presets.formats import Format, format_named
from factory.script.length_plan import plan_writing
from factory.script.manuscript import Manuscript
from factory.script.scenes import write_script
from factory.script.translation import retell
from factory.speech.normalisation import spoken
from factory_assets.scripts.model_questions import Questions
from factory_assets.scripts.writer import ScriptWriter, too_far_off
from factory_assets.stage.fallback_providers import FallbackProviders
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.dagster_instance.log_progress import LogProgress
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from resources.vendors.openai.writer import OpenAiWriter
from tests.fakes.circuits import NobodyIsAway
from tests.fakes.manifests import a_channel, an_accepted_brief
from tests.fakes.vendors import Vendors

CHAT = "/chat/completions"
LONGFORM = format_named("longform")


@pytest.fixture
def catalogue(database_url: str) -> Iterator[Catalogue]:
    catalogue = open_catalogue(database_url)
    yield catalogue
    catalogue.engine.dispose()


@pytest.fixture
def journal(catalogue: Catalogue, tmp_path: Path) -> Iterator[PostgresJournal]:
    store = DiskStore(tmp_path / "media", "http://127.0.0.1:3001")
    with PostgresJournal(catalogue.engine, store) as journal:
        yield journal


def topic(**channel) -> AcceptedBrief:
    owner = a_channel(format="longform", words={"provider": "openai"}, **channel)
    facts = {"topic": "why a lighthouse walked", "words": "", "title": "why a lighthouse walked"}
    return an_accepted_brief(owner, format="longform", **facts)


def room(accepted: AcceptedBrief, journal: PostgresJournal) -> ScriptWriter:
    return room_of(accepted, LONGFORM, journal, LogProgress(), "scripts")


def room_of(
    accepted: AcceptedBrief,
    profile: Format,
    journal: PostgresJournal,
    progress: Progress,
    stage: str,
) -> ScriptWriter:
    writer = OpenAiWriter("", shipped_prices())
    fallbacks = FallbackProviders(journal, NobodyIsAway(), progress)
    return ScriptWriter(Questions(accepted, [writer], fallbacks, stage), profile)


def written(accepted: AcceptedBrief, journal: PostgresJournal) -> Manuscript:
    return room(accepted, journal).manuscript(plan_writing(LONGFORM, 900))


def test_a_quarter_of_an_hour_is_written_within_eight_percent_and_paid_once(
    vendors: Vendors, catalogue: Catalogue, journal: PostgresJournal
):
    accepted = topic()
    catalogue.briefs.accept(accepted)
    first = written(accepted, journal)
    too_far_off(first, LONGFORM)
    assert abs(first.word_count - first.wanted_words) <= 0.08 * first.wanted_words
    assert first.facts_to_verify
    assert {"outline", "section", "report"} <= first.prompts.keys()
    paid = len(vendors.paid("openai", CHAT))
    assert written(accepted, journal) == first
    assert len(vendors.paid("openai", CHAT)) == paid
    assert catalogue.costs.cost_usd(accepted.video_id) > 0


def test_a_channel_with_another_style_asks_anew(
    vendors: Vendors, catalogue: Catalogue, journal: PostgresJournal
):
    catalogue.briefs.accept(topic())
    written(topic(), journal)
    paid = len(vendors.paid("openai", CHAT))
    styled = topic().model_copy(
        update={"channel": a_channel(words={"provider": "openai", "style": "as a sailor"})}
    )
    written(styled, journal)
    assert len(vendors.paid("openai", CHAT)) > paid


def test_a_script_is_retold_scene_by_scene_under_the_same_pictures(
    vendors: Vendors, catalogue: Catalogue, journal: PostgresJournal
):
    accepted = an_accepted_brief(a_channel(words={"provider": "openai"}))
    catalogue.briefs.accept(accepted)
    profile = format_named(accepted.brief.format)
    original = write_script(accepted, profile, accepted.accepted_at, spoken)
    german = accepted.model_copy(
        update={
            "video_id": "auf-deutsch",
            "brief": accepted.brief.model_copy(update={"language": "de"}),
        }
    )
    catalogue.briefs.accept(german)
    texts = room(german, journal).translation(original)
    script = retell(original, texts, german, profile, spoken, version=1, provider=original.provider)
    assert script.language == "de"
    assert [s.scene_id for s in script.scenes] == [s.scene_id for s in original.scenes]
    assert [s.picture_prompt for s in script.scenes] == [s.picture_prompt for s in original.scenes]
    assert [s.text for s in script.scenes] != [s.text for s in original.scenes]
    assert all(scene.sentences and scene.duration_sec > 0 for scene in script.scenes)


def test_every_answer_is_counted_in_the_terminal(vendors: Vendors, journal: PostgresJournal):
    said = io.StringIO()
    lines = Lines(Console(file=said))
    room_of(topic(), LONGFORM, journal, lines, "listings").listing("A title", "Words.")
    assert "Listing: 1 of 1 answer\n" in said.getvalue()


def test_a_topic_becomes_three_clips_of_one_to_two_hundred_words_each(
    vendors: Vendors, catalogue: Catalogue, journal: PostgresJournal
):
    clip = format_named("clip")
    assert clip.takes
    owner = a_channel(format="clip", words={"provider": "openai"})
    facts = {"topic": "a harbour at dawn", "words": "", "title": "a harbour at dawn"}
    accepted = an_accepted_brief(owner, format="clip", **facts)
    catalogue.briefs.accept(accepted)
    room = room_of(accepted, clip, journal, LogProgress(), "scripts")
    manuscript = room.takes(clip.takes.count, clip.takes.seconds)
    brief = accepted.brief.model_copy(update={"words": manuscript.words(chapters=False)})
    told = accepted.model_copy(update={"brief": brief})
    script = write_script(told, clip, accepted.accepted_at, spoken)
    assert len(script.scenes) == 3
    for scene in script.scenes:
        assert 100 <= len(scene.picture_prompt.split()) <= 200
        assert "Sound:" in scene.picture_prompt
