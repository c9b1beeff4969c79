"""The job `segments`: by the code of the stage itself it makes what that joins, and no asset."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from bench.film import FilmRenderer, film_of, film_renderer_at
from factory.ports import Journal
from factory.records import Provider
from factory.speech.narration import SpokenDetail
from factory.video_formats.formats import format_named
from factory_assets.audio.sentences import speak_script
from factory_assets.helping_job import segments
from factory_assets.renders.pieces import make_pieces
from factory_assets.renders.preparation import PreparedRender
from factory_assets.stage.fallback_providers import FallbackProviders
from factory_assets.stage.graph_names import VIDEOS_NAME
from resources.catalogue.catalogue import Catalogue
from resources.dagster_instance.log_progress import LogProgress
from resources.journal.helping_journal import HelpingJournal
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.circuits import NobodyIsAway
from tests.fakes.manifests import VIDEO_ID, a_script, an_accepted_brief
from tests.fakes.render_inputs import textured

RUN = "0d5a4c2e-6c1b-4f0e-9a58-3f6f5b0c7d11"
UNUSED = ("disk", "renderer", "credentials", "lettering", "picture_tones")


class Voice:
    """Speaks, and remembers what."""

    provider = Provider(role="voice", name="nobody", version="1")
    voice = "any"

    def __init__(self) -> None:
        self.said: list[str] = []

    def narrator(self, name: str, voice: str, model: str = "") -> "Voice":
        return self

    def price_usd(self, spoken: str, speed: float = 1.0) -> Decimal:
        return Decimal(0)

    def speak(self, spoken: str, shown: str, language: str, speed: float, target: Path) -> Any:
        self.said.append(spoken)
        target.write_text(spoken, encoding="utf-8")
        return SpokenDetail(
            sample_rate=22_050, samples=1, timing="phoneme-alignment", words=((shown, 0, 1),)
        )


@dataclass
class Helped:
    """A video with a script, and who speaks it."""

    catalogue: Catalogue
    store: DiskStore
    voice: Voice

    @contextmanager
    def helping(self, video_id: str, stage: str, run_id: str, number: int) -> Iterator[Journal]:
        def over() -> str:
            return self.catalogue.shared_stages.over(video_id, stage, run_id)

        engine = self.catalogue.engine
        with HelpingJournal(engine, self.store, run_id=run_id, number=number, over=over) as journal:
            yield journal

    def help(self, **tags: str) -> dg.ExecuteInProcessResult:
        """Run the job in Dagster."""
        parts: dict[str, Any] = {
            **dict.fromkeys(UNUSED, "not asked for by a narration"),
            "helping_journals": self,
            "store": self.store,
            "providers": self.voice,
            "circuits": NobodyIsAway(),
            "progress": LogProgress(),
        }
        with dg.DagsterInstance.ephemeral() as instance:
            instance.add_dynamic_partitions(VIDEOS_NAME, [VIDEO_ID])
            return segments.execute_in_process(
                instance=instance,
                partition_key=VIDEO_ID,
                tags=tags,
                resources=parts,
                raise_on_error=False,
            )

    def join(self) -> list[bool]:
        """Do what the stage does; return of each sentence whether it had been made for another run."""
        with PostgresJournal(self.catalogue.engine, self.store, run_id=RUN) as journal:
            accepted = an_accepted_brief()
            fallbacks = FallbackProviders(journal, NobodyIsAway(), LogProgress())
            providers: Any = self.voice
            spoken = speak_script(accepted, a_script(), accepted.profile, providers, fallbacks)
        return [done.reused for done in spoken.spoken]


@pytest.fixture
def helped(catalogue: Catalogue, tmp_path: Path) -> Helped:
    catalogue.briefs.accept(an_accepted_brief())
    store = DiskStore(tmp_path / "media")
    store.write(VIDEO_ID, "brief.json", an_accepted_brief().to_json())
    store.write(VIDEO_ID, "script.json", a_script().to_json())
    return Helped(catalogue, store, Voice())


TAGS = {"factory/helps": RUN, "factory/stage": "audio", "factory/helper": "0"}


def test_a_helper_speaks_the_sentences_that_the_run_joins_and_leaves_no_asset(helped: Helped):
    with helped.catalogue.stages.stage(VIDEO_ID, "audio", RUN):
        result = helped.help(**TAGS)
        assert result.success
        sentences = len(a_script().sentences)
        assert len(helped.voice.said) == sentences
        assert helped.join() == [False] * sentences
    assert len(helped.voice.said) == sentences, "nothing is spoken again"
    assert result.get_asset_materialization_events() == []


def test_a_helper_whose_run_has_ended_does_nothing_and_ends_well(helped: Helped):
    assert helped.help(**TAGS).success
    assert helped.voice.said == []


def test_a_run_that_says_not_whom_it_helps_is_refused_with_what_to_do(helped: Helped):
    result = helped.help()
    assert not result.success
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    assert "started by the sensor shared_stages" in failure.step_failure_data.error_display_string


@pytest.fixture
def films(database_url: str, tmp_path: Path) -> Iterator[FilmRenderer]:
    with film_renderer_at(database_url, tmp_path) as opened:
        yield opened


def test_a_helper_makes_the_very_segments_sound_and_views_of_a_render(
    films: FilmRenderer, catalogue: Catalogue, tmp_path: Path
):
    profile = format_named("draft")
    stills = [textured(tmp_path / f"{n}.png", n) for n in range(2)]
    film = film_of(profile, scenes=2, words=3, stills=stills)
    helper = HelpingJournal(catalogue.engine, films.store, run_id=RUN, number=1, over=str)
    with helper as journal:
        video, graphics = replace(films, journal=journal).prepared(film)
        prepared: Any = PreparedRender(None, video, graphics, None)  # pyright: ignore[reportArgumentType]
        make_pieces(prepared, LogProgress())
        made = _finished(catalogue)
    rendered = films.render(film)
    assert all(segment.reused for segment in rendered.segments)
    assert {kind: count for kind, count in _finished(catalogue).items() if kind in made} == made
    assert set(made) == {"segment", "gauge", "sound", "viewing"}


def _finished(catalogue: Catalogue) -> dict[str, int]:
    with catalogue.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT kind, count(*) FROM factory.work GROUP BY kind")
        return {kind: count for kind, count in rows}
