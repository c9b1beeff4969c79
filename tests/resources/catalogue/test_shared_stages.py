"""What running stages leave to other runs, and when a helper takes no more of it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from factory.errors import PermanentError
from factory.workflow.shared_stage import HELPS, SharedStage
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.shared_stages import PostgresSharedStages
from tests.fakes.catalogued import accepted

LONG = SharedStage("a-video", "audio", "r", 400)
DAGSTERS = """
    CREATE TABLE public.runs (run_id text, status text);
    CREATE TABLE public.run_tags (run_id text, key text, value text);
"""


@pytest.fixture
def running(catalogue: Catalogue) -> Iterator[Catalogue]:
    """A video whose narration is under way, and shared."""
    catalogue.briefs.accept(accepted("a-video"))
    with catalogue.stages.stage("a-video", "audio", "r"):
        catalogue.shared_stages.share(LONG)
        yield catalogue


def over(catalogue: Catalogue, run_id: str = "r", patience_seconds: float = 0) -> str:
    shared = PostgresSharedStages(catalogue.engine, patience_seconds)
    return shared.over("a-video", "audio", run_id)


def change(catalogue: Catalogue, statement: str) -> None:
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_a_running_stage_is_shared_until_nothing_is_left(running: Catalogue):
    shared = running.shared_stages
    assert list(shared.shared()) == [LONG]
    shared.share(SharedStage("a-video", "audio", "r", 0))
    assert list(shared.shared()) == []


def test_a_stage_that_ended_or_began_anew_shares_nothing_of_before(catalogue: Catalogue):
    catalogue.briefs.accept(accepted("a-video"))
    shared = catalogue.shared_stages
    with (
        pytest.raises(PermanentError),
        catalogue.stages.stage("a-video", "audio", "r"),
    ):
        shared.share(LONG)
        raise PermanentError("broken")
    assert list(shared.shared()) == []
    shared.share(LONG)
    with catalogue.stages.stage("a-video", "audio", "r"):
        assert list(shared.shared()) == []
        shared.share(SharedStage("a-video", "audio", "another-run", 400))
        assert list(shared.shared()) == []


def test_nobody_is_helped_while_the_factory_or_the_channel_rests(running: Catalogue):
    running.settings.change("paused", True)
    assert list(running.shared_stages.shared()) == []
    running.settings.change("paused", False)
    running.paused_channels.pause("tales", "mara")
    assert list(running.shared_stages.shared()) == []
    running.paused_channels.resume("tales")
    assert list(running.shared_stages.shared()) == [LONG]


def test_a_helper_goes_on_while_its_run_makes_the_stage_and_no_longer(running: Catalogue):
    assert over(running) == ""
    assert "is not making audio of a-video" in over(running, "another-run")
    running.stages.run_lost("r", "its process is gone")
    assert "is not making audio of a-video" in over(running)


def test_a_helper_gives_way_to_a_run_that_has_waited_for_a_worker(running: Catalogue):
    change(running, DAGSTERS)
    change(running, "INSERT INTO public.runs VALUES ('w', 'STARTING')")
    change(running, "INSERT INTO factory.run_leases (run_id, queue) VALUES ('w', 'render')")
    assert over(running, patience_seconds=3600) == "", "it was asked for just now"
    assert over(running) == "a run that makes something else waits for a worker"
    change(running, f"INSERT INTO public.run_tags VALUES ('w', '{HELPS}', 'r')")
    assert over(running) == "", "it helps somebody itself"
    change(running, "DELETE FROM public.run_tags")
    change(running, "UPDATE factory.run_leases SET worker = 'one'")
    assert over(running) == "", "it has its worker"
    change(running, "UPDATE factory.run_leases SET worker = NULL")
    change(running, "UPDATE public.runs SET status = 'CANCELED'")
    assert over(running) == "", "nobody wants it any more"
