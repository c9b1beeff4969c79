"""The writing room: a topic becomes a script of the length asked for, and no answer is paid twice."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from desk.terminal.progress import Lines
from factory.brief.brief import AcceptedBrief, accept, translations
from factory.brief.brief_file import parse_brief
from factory.channel.channel import parse_channel
from factory.money.price_book import shipped_prices
from factory.ports import Progress
from factory.rules.evidence import Evidence
from factory.rules.script import word_count_fits_the_format
from factory.script.length_plan import plan_writing
from factory.script.manuscript import Manuscript
from factory.script.model_answers import ListingWords, Translation
from factory.script.prompt_templates import fill
from factory.script.scenes import write_script
from factory.script.translation import length_fault, retell, share_of, texts_of
from factory.speech.normalisation import spoken
from factory.video_formats.formats import Format, format_named
from factory_assets.scripts.model_questions import Questions, writers_of
from factory_assets.scripts.writer import ScriptWriter, too_far_off
from factory_assets.stage.fallback_providers import FallbackProviders
from resources.catalogue.catalogue import Catalogue
from resources.dagster_instance.log_progress import LogProgress
from resources.journal.journal import PostgresJournal
from resources.opened_providers import OpenedProviders
from resources.provider_register import DIRECTORY
from resources.storage.disk_store import DiskStore
from resources.vendors.openai.writer import OpenAiWriter
from tests.fakes.circuits import NobodyIsAway
from tests.fakes.manifests import a_channel, an_accepted_brief
from tests.fakes.vendors import PROJECT, Vendors

CHAT = "/chat/completions"
LONGFORM = format_named("longform")


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
    return ScriptWriter(Questions(accepted, lambda _: [writer], fallbacks, stage), profile)


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


def test_each_kind_of_question_is_put_to_its_model_at_its_temperature(
    vendors: Vendors, catalogue: Catalogue, journal: PostgresJournal
):
    words = {
        "provider": "openai",
        "temperature": 0.9,
        "questions": {"listing": {"model": "gpt-4o-mini", "temperature": 0.2}},
    }
    accepted = an_accepted_brief(a_channel(words=words))
    catalogue.briefs.accept(accepted)
    with OpenedProviders(shipped_prices()) as opened:
        fallbacks = FallbackProviders(journal, NobodyIsAway(), LogProgress())
        writers = partial(writers_of, accepted.channel.words, opened)
        questions = Questions(accepted, writers, fallbacks, "listings")
        told = {"title": "A lamp", "style": "", "language": "en"}
        for prompt in (
            fill("listing_words", script="A lamp.", words=60, **told),
            fill("translation", scenes=[], source="en", **told),
        ):
            questions.ask(ListingWords, prompt, prompt.name, 60)
    paid = [(one["model"], one["asked"]["temperature"]) for one in vendors.paid("openai", CHAT)]
    assert paid == [("gpt-4o-mini", 0.2), ("gpt-6-luna", 0.9)]


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
    writer = room_of(german, profile, journal, LogProgress(), "scripts")
    texts = writer.translation(original)
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


NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
SANDBOX = PROJECT / "examples" / "sandbox"
MANY = ("the-letter-in-three-languages.md",)


@pytest.mark.parametrize("name", MANY)
def test_the_sandboxs_brief_in_many_languages_fits_its_format_in_each(
    name: str, vendors: Vendors, catalogue: Catalogue, journal: PostgresJournal
):
    files = SANDBOX.glob("channels/*.yaml")
    channels = {file.stem: parse_channel(file.read_bytes(), str(file), DIRECTORY) for file in files}
    brief = parse_brief((SANDBOX / "briefs" / name).read_bytes(), name, channels, NOW, DIRECTORY)
    accepted = accept(brief, channels[brief.channel], "letter", name, NOW)
    profile = accepted.profile
    original = write_script(accepted, profile, NOW, spoken)
    assert len(translations(accepted)) == 2
    for told in translations(accepted):
        catalogue.briefs.accept(told)
        writer = room_of(told, profile, journal, LogProgress(), "scripts")
        texts = writer.translation(original)
        provider = writer.answered_by[0]
        script = retell(original, texts, told, profile, spoken, version=1, provider=provider)
        judgement = word_count_fits_the_format.judge(Evidence.of(told, script))
        assert judgement.passed, (told.brief.language, judgement.found)


def test_a_translation_too_short_for_the_format_is_sent_back_with_the_number_of_words():
    accepted = an_accepted_brief(a_channel(words={"provider": "openai"}))
    profile = format_named(accepted.brief.format)
    original = write_script(accepted, profile, accepted.accepted_at, spoken)
    texts = texts_of(original)
    share = share_of(profile, original, 0, len(texts))
    assert (share.low, share.high) == (profile.words.min, profile.words.max)
    halves = [" ".join(text.split()[: round(len(text.split()) * 0.6)]) for text in texts]
    fault = length_fault(texts, Translation(texts=tuple(halves)), share)
    assert "words in all; wanted 70 to 185: add " in fault
    assert length_fault(texts, Translation(texts=tuple(texts)), share) == ""
