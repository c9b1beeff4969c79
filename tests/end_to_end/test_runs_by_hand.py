"""Runs of the real graph that a person started: each test goes on with the video of the one before."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from factory.brief.brief import translations
from factory.channel.channel import Music, Pictures, Voice, Words
from factory.workflow.waiting import Wait
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.launches.launch_queue import PostgresLaunches
from resources.home.channel_files import ChannelFolder
from resources.journal.spending_limits import PostgresSpendingLimits
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.fakes.phase_worker import Running, begun
from tests.fakes.vendors import Vendors

BOUGHT = {
    "name": "bought",
    "music": Music(kind="none"),
    "words": Words(provider="openai"),
    "voice": Voice(provider="google", name="en-US-Neural2-D"),
    "voices": {"de": Voice(provider="google", name="de-DE-Neural2-B")},
    "pictures": Pictures(provider="fal"),
}
GERMAN = f"{VIDEO_ID}-de"

Begin = Callable[[str], Running]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def catalogue(module_database_url: str) -> Iterator[Catalogue]:
    catalogue = open_catalogue(module_database_url)
    accepted = an_accepted_brief(a_channel(**BOUGHT))
    brief = accepted.brief.model_copy(
        update={"channel": "bought", "format": "draft", "also_in": ("de",)}
    )
    original = accepted.model_copy(update={"brief": brief})
    for one in (original, *translations(original)):
        catalogue.briefs.accept(one)
    yield catalogue
    catalogue.engine.dispose()


@pytest.fixture
def begin(module_database_url: str, vendors: Vendors, home: Path) -> Begin:
    return lambda video_id: begun(home, module_database_url, vendors.variables, video_id, "plan")


def ran(*workers: Running) -> list[dict[str, Any]]:
    """Let workers run at the same time; return what each said."""
    for worker in workers:
        worker.ready()
    for worker in workers:
        worker.go()
    return [worker.ended() for worker in workers]


def charges(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the unit and the state of every charge that counts."""
    with catalogue.engine.connect() as connection:
        asked = "SELECT fingerprint, state FROM factory.charges WHERE state <> 'released'"
        return [tuple(row) for row in connection.execute(sa.text(asked))]


def test_a_run_that_waits_for_money_is_queued_and_due_when_the_limit_is_raised(
    catalogue: Catalogue, vendors: Vendors, begin: Begin
):
    launches = PostgresLaunches(catalogue.engine)
    spending_limits = PostgresSpendingLimits(catalogue.engine, ChannelFolder(()))
    catalogue.settings.change("usd_per_video", 0.003)
    vendors.order("rate_limit", vendor="openai", retry_after=0.2)

    (poor,) = ran(begin(VIDEO_ID))
    assert (poor["success"], poor["put_back"]) == (False, True)
    assert "may spend less than a cent in all" in poor["why"]
    # The vendor's own time was kept, and the step did not fail of it.
    assert poor["retries"] == [0.2]
    assert catalogue.reports.show(VIDEO_ID).status == "awaiting_budget"
    assert (spending_limits.wake(), launches.claim(1, "test")) == (0, [])

    catalogue.settings.change("usd_per_video", 2.0)
    assert spending_limits.wake() == 1
    (launch,) = launches.claim(1, "test")
    assert (launch.video_id, launch.phase) == (VIDEO_ID, "plan")
    # What is asked for already stays with whoever has it.
    wait = Wait(waits_for="budget", scope="video v", words="no room")
    assert not launches.put_back(VIDEO_ID, "plan", wait, "test")
    assert [one.id for one in launches.open_claimed()] == [launch.id]


def test_two_processes_go_on_with_it_at_once_and_everything_is_bought_once(
    catalogue: Catalogue, vendors: Vendors, begin: Begin
):
    before = charges(catalogue)
    ends = {end["why"] for end in ran(begin(VIDEO_ID), begin(VIDEO_ID))}
    # Who finds that the other has begun the stage anew leaves it alone; one of the two goes to the end.
    assert "" in ends
    assert all("another process has begun the stage" in why for why in ends - {""})
    rows = charges(catalogue)
    assert {state for _, state in rows} == {"settled"}
    assert len({unit for unit, _ in rows}) == len(rows)
    assert len(rows) - len(before) == len(vendors.paid()) > 0
    assert {entry["vendor"] for entry in vendors.paid()} == {"openai", "google", "fal"}


def test_a_translation_buys_its_words_and_its_voice_and_no_picture(
    catalogue: Catalogue, vendors: Vendors, begin: Begin
):
    (end,) = ran(begin(GERMAN))
    assert end["why"] == ""
    assert {entry["vendor"] for entry in vendors.paid()} == {"openai", "google"}
    units = {row.kind: row for row in catalogue.reports.show(GERMAN).units}
    assert units["picture"].reused == units["picture"].units > 0
    assert units["speech"].reused == 0
