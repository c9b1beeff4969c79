"""A post goes out once, whole, and only if nothing was decided against it meanwhile."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from factory.errors import PermanentError, Refused
from factory.ports import Publication
from factory.reviews.decision import Decision, Review
from factory.units_of_work import Notes
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.posts.posts import PostgresPosts
from resources.machine.environment_variables import Settings
from resources.machine.paths import PROJECT
from resources.machine.secret_encryption import Seal
from tests.fakes.catalogued import MASTER, NOW, accepted
from tests.fakes.outlets import FakeOutlet, a_publication, nothing

ELSEWHERE = "another-machine.boot.1.2.3"
VIDEO = "a-video"
POST = {"post_id": VIDEO, "url": f"file:///outbox/{VIDEO}"}
COUNTED = """
    INSERT INTO factory.observations (day, video_id, outlet, revision, source, views)
    SELECT current_date, video_id, outlet, 1, 'youtube', 8400 FROM factory.posts
"""
PUBLICATION = a_publication(VIDEO, MASTER)


@pytest.fixture
def catalogue(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    monkeypatch.setenv("FACTORY_GRANTS_KEY", Fernet.generate_key().decode())
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(accepted(VIDEO))
    yield catalogue
    catalogue.engine.dispose()


def post(
    catalogue: Catalogue, outlet: FakeOutlet, authorise: Callable[[], None] = nothing, **changes
) -> Mapping[str, str]:
    return catalogue.posts.post(replace(PUBLICATION, **changes), outlet, authorise)


def approve(catalogue: Catalogue) -> None:
    decide(catalogue, "approved")


def reject(catalogue: Catalogue) -> None:
    decide(catalogue, "rejected")


def decide(catalogue: Catalogue, decision: Decision) -> None:
    review = Review(
        video_id=VIDEO,
        master_sha256=MASTER,
        decision=decision,
        reviewer="mara",
        note="",
        decided_at=NOW,
    )
    catalogue.reviews.decide(review)


def unless_rejected(catalogue: Catalogue) -> Callable[[], None]:
    def authorise() -> None:
        review = catalogue.reviews.review(VIDEO, MASTER)
        if review and review.decision == "rejected":
            raise Refused("rejected by mara")

    return authorise


def dies_while(catalogue: Catalogue, step: str) -> None:
    """Publish in a process that is gone in the middle of a step."""
    code = (
        "import os, sys; from resources.catalogue.catalogue import open_catalogue\n"
        "from tests.fakes.outlets import FakeOutlet, a_publication, nothing\n"
        f"outlet = FakeOutlet({step}=lambda: os._exit(9))\n"
        f"publication = a_publication('{VIDEO}', '{MASTER}')\n"
        "open_catalogue(sys.argv[1]).posts.post(publication, outlet, nothing)\n"
    )
    url = catalogue.engine.url.render_as_string(hide_password=False)
    ended = subprocess.run([sys.executable, "-c", code, url], cwd=PROJECT, check=False)
    assert ended.returncode == 9


def test_a_post_is_published_once_by_two_who_ask_together(catalogue: Catalogue):
    begun, outlet = threading.Barrier(2), FakeOutlet()

    def ask(_: int) -> Mapping[str, str]:
        begun.wait()
        return post(catalogue, outlet)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(ask, range(2))) == [POST, POST]
    assert outlet.finished == 1


def test_another_master_is_another_post(catalogue: Catalogue):
    outlet = FakeOutlet()
    post(catalogue, outlet)
    post(catalogue, outlet, master_sha256="cd" * 32)
    assert outlet.finished == 2
    assert len(catalogue.reports.show(VIDEO).posts) == 2


def test_a_post_is_brought_up_to_date_when_its_files_changed(catalogue: Catalogue):
    outlet = FakeOutlet()
    post(catalogue, outlet)
    assert post(catalogue, outlet, files_sha256="f2" * 32) == POST
    assert post(catalogue, outlet, files_sha256="f2" * 32) == POST
    assert outlet.finished == 2
    assert len(catalogue.reports.show(VIDEO).posts) == 1


def test_what_the_outlet_no_longer_has_whole_is_published_again_and_said(catalogue: Catalogue):
    outlet = FakeOutlet()
    post(catalogue, outlet)
    del outlet.seen[VIDEO]
    assert post(catalogue, outlet) == {**POST, "mended": f"{VIDEO} is gone"}
    assert post(catalogue, outlet) == POST
    assert outlet.finished == 2


def test_a_post_that_is_brought_up_to_date_stays_as_old_as_it_is_and_one_in_place_of_a_lost_is_new(
    catalogue: Catalogue,
):
    def published_at() -> object:
        (row,) = catalogue.reports.show(VIDEO).posts
        return row.published_at

    outlet = FakeOutlet()
    post(catalogue, outlet)
    first = published_at()
    post(catalogue, outlet, files_sha256="f2" * 32)
    assert (outlet.finished, published_at()) == (2, first)
    del outlet.seen[VIDEO]
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text(COUNTED))
    post(catalogue, outlet, files_sha256="f2" * 32)
    second = published_at()
    assert second != first
    with catalogue.engine.connect() as connection:
        left = connection.scalar(sa.text("SELECT count(*) FROM factory.observations"))
    assert left == 0, "what was counted of the lost one is not the new one's"
    post(catalogue, outlet)
    assert (outlet.finished, published_at()) == (4, second), "it is not gone any more"


def test_what_a_takedown_deleted_goes_out_from_the_beginning_once_it_is_approved_anew(
    catalogue: Catalogue,
):
    noted: list[dict[str, object]] = []

    class Container(FakeOutlet):
        """Goes on with what is in its notes, and believes it to be there."""

        def begin(self, publication: Publication, notes: Notes) -> Mapping[str, str]:
            noted.append(dict(notes.get()))
            notes.put({"container": "1789"})
            return super().begin(publication, notes)

    outlet, takedowns = Container(name="instagram"), catalogue.takedowns
    outlet.settles = True
    catalogue.settings.change("distribution", True)
    post(catalogue, outlet)
    takedowns.ask([VIDEO], "mara", "a claim")
    (asked,) = takedowns.open([VIDEO])
    takedowns.done(asked["id"], "deleted", gone=True)
    with pytest.raises(Refused, match="taken down from instagram"):
        post(catalogue, outlet)
    approve(catalogue)
    post(catalogue, outlet)
    assert (noted, outlet.finished) == ([{}, {}], 2)
    assert post(catalogue, outlet) == POST
    assert outlet.finished == 2, "it is not gone any more"


def test_every_publication_is_announced_once(catalogue: Catalogue):
    outlet = FakeOutlet()
    post(catalogue, outlet)
    post(catalogue, outlet)
    told = [e["payload"] for e in catalogue.events.after() if e["topic"] == "posts.published"]
    assert told == [{"outlet": "outbox", **POST}]


def test_a_post_that_failed_may_be_tried_again(catalogue: Catalogue):
    def fails() -> None:
        raise PermanentError("the outbox is a file")

    outlet = FakeOutlet(beginning=fails)
    with pytest.raises(PermanentError, match="the outbox is a file"):
        post(catalogue, outlet)
    assert outlet.begun == {}
    (failed,) = catalogue.reports.show(VIDEO).posts
    assert (failed.error, failed.url) == ("the outbox is a file", None)
    outlet.beginning = nothing
    assert post(catalogue, outlet) == POST
    assert catalogue.reports.show(VIDEO).posts[0].attempts == 2


@pytest.mark.parametrize("step", ["beginning", "finishing"])
def test_a_process_that_dies_leaves_a_claim_that_ends_with_it(catalogue: Catalogue, step: str):
    dies_while(catalogue, step)
    assert catalogue.reports.show(VIDEO).posts[0].published_at is None
    assert post(catalogue, FakeOutlet()) == POST
    assert catalogue.reports.show(VIDEO).posts[0].attempts == 2


def test_where_a_dead_process_may_have_published_is_on_record(catalogue: Catalogue):
    dies_while(catalogue, "finishing")
    (left,) = catalogue.reports.show(VIDEO).posts
    assert (left.published_at, left.url) == (None, POST["url"])


def test_what_a_dead_process_prepared_is_cleared_away_even_where_nothing_may_go_out(
    catalogue: Catalogue,
):
    dies_while(catalogue, "beginning")
    reject(catalogue)
    outlet = FakeOutlet()
    outlet.begun[VIDEO] = MASTER
    with pytest.raises(Refused):
        post(catalogue, outlet, unless_rejected(catalogue))
    assert outlet.begun == {}
    assert "ended before it was published" in str(catalogue.reports.show(VIDEO).posts[0].error)


def test_another_machines_claim_on_a_post_ends_with_its_lease(catalogue: Catalogue):
    with catalogue.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO factory.posts (video_id, outlet, master_sha256, token, owner, "
                "lease_expires_at) VALUES (:v, 'outbox', :m, gen_random_uuid(), :o, "
                "clock_timestamp() + interval '1 s')"
            ),
            {"v": VIDEO, "m": MASTER, "o": ELSEWHERE},
        )
    posts = PostgresPosts(catalogue.engine, Seal(Settings.from_env()), lease_seconds=0.5)
    assert posts.post(PUBLICATION, FakeOutlet(), nothing) == POST
    late = sa.text("SELECT published_at > claimed_at AND attempts = 2 FROM factory.posts")
    with catalogue.engine.connect() as connection:
        assert connection.scalar(late)


def test_a_rejection_while_files_are_copied_comes_in_time(catalogue: Catalogue):
    outlet = FakeOutlet(beginning=lambda: reject(catalogue))
    with pytest.raises(Refused, match="rejected by mara"):
        post(catalogue, outlet, unless_rejected(catalogue))
    assert (outlet.seen, outlet.begun) == ({}, {})
    (refused,) = catalogue.reports.show(VIDEO).posts
    assert (refused.published_at, refused.url) == (None, None)


def test_a_rejection_at_the_last_moment_waits_and_then_finds_it_published(catalogue: Catalogue):
    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND wait_event_type = 'Lock' AND query ILIKE '%FOR UPDATE%'"
    )
    found: list[bool] = []

    def decide() -> None:
        reject(catalogue)
        found.append(catalogue.reports.show(VIDEO).posts[0].published_at is not None)

    decider = threading.Thread(target=decide)

    def finishing() -> None:
        decider.start()
        with catalogue.engine.connect() as connection:
            while connection.scalar(waiting) == 0:
                assert not found, "the decision was recorded in the middle of a publication"
                time.sleep(0.01)

    assert post(catalogue, FakeOutlet(finishing=finishing), unless_rejected(catalogue)) == POST
    decider.join()
    assert found == [True]


def test_a_video_called_off_while_files_are_copied_is_not_published(catalogue: Catalogue):
    catalogue.launches.request(VIDEO, "publish", "approved", by="mara")
    outlet = FakeOutlet(beginning=lambda: catalogue.withdrawals.cancel(VIDEO, "mara"))
    with pytest.raises(Refused, match="called off while it was being published"):
        post(catalogue, outlet)
    assert (outlet.seen, outlet.begun) == ({}, {})


def test_a_video_called_off_earlier_is_published_by_whoever_asks_anew(catalogue: Catalogue):
    catalogue.launches.request(VIDEO, "publish", "approved", by="mara")
    catalogue.withdrawals.cancel(VIDEO, "mara")
    assert post(catalogue, FakeOutlet()) == POST
