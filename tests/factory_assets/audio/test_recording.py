"""A video that a person reads: cut by sentence, done once, made again without the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factory.brief.brief import AcceptedBrief
from factory.channel.provider_settings import Recording
from factory.money.price_book import shipped_prices
from factory.script.script import Script
from factory.speech.narration import SpokenDetail
from factory_assets.audio.recording import in_place_of_a_voice
from factory_assets.audio.sentences import SpokenScript, speak_script
from factory_assets.stage.fallback_providers import FallbackProviders
from resources.audio.recordings import AlignedRecordings
from resources.catalogue.catalogue import Catalogue
from resources.dagster_instance.log_progress import LogProgress
from resources.journal.circuit_breaker import PostgresCircuits
from resources.journal.journal import PostgresJournal
from resources.opened_providers import OpenedProviders
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import a_script, an_accepted_brief
from tests.fakes.reading import read_aloud


@pytest.fixture
def journal(catalogue: Catalogue, store: DiskStore) -> Iterator[PostgresJournal]:
    with PostgresJournal(catalogue.engine, store) as journal:
        yield journal


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "media")


@pytest.fixture
def script() -> Script:
    whole = a_script()
    return whole.model_copy(update={"scenes": whole.scenes[:2]})


@pytest.fixture
def voiced(catalogue: Catalogue, journal: PostgresJournal, script: Script) -> SpokenScript:
    accepted = an_accepted_brief()
    catalogue.briefs.accept(accepted)
    fallbacks = FallbackProviders(journal, PostgresCircuits(catalogue.engine), LogProgress())
    with OpenedProviders(shipped_prices()) as providers:
        return speak_script(accepted, script, accepted.profile, providers, fallbacks)


def recorded(file: Path) -> AcceptedBrief:
    accepted = an_accepted_brief()
    recording = Recording(file=str(file), speaker="Ada")
    brief = accepted.brief.model_copy(update={"recording": recording})
    return accepted.model_copy(update={"brief": brief})


def test_a_reading_takes_the_voices_place_sentence_by_sentence_and_once(
    voiced: SpokenScript, script: Script, journal: PostgresJournal, store: DiskStore, tmp_path: Path
):
    said = [(done.path, done.read(SpokenDetail)) for done in voiced.spoken]
    file = read_aloud(said, tmp_path / "take.wav").file
    recordings = AlignedRecordings()
    read = in_place_of_a_voice(voiced, recorded(file), script, recordings, journal, store, store)
    assert (read.voice.described, read.voice.synthetic) == ("recording Ada", False)
    for sentence, done in zip(script.sentences, read.spoken, strict=True):
        detail = done.read(SpokenDetail)
        assert " ".join(text for text, _, _ in detail.words) == sentence.text
        times = [at for _, start, end in detail.words for at in (start, end)]
        assert times == sorted(times)
        assert 0 <= times[0] < times[-1] <= detail.samples
    file.unlink()
    again = in_place_of_a_voice(voiced, recorded(file), script, recordings, journal, store, store)
    assert [done.sha256 for done in again.spoken] == [done.sha256 for done in read.spoken]
    assert all(done.reused for done in again.spoken), "out of the copy that is kept with the video"
