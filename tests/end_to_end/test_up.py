"""`factory up` as a person runs it: briefs dropped in become videos, whatever is killed."""

import re
import signal
import subprocess
from pathlib import Path

import psutil
import pytest

from tests.end_to_end.factory_process import environment, run
from tests.end_to_end.running_factory import Running
from tests.end_to_end.waiting import until

pytestmark = pytest.mark.timeout(1200)


def test_a_broken_brief_is_rejected_with_its_reason_and_blocks_nobody(factory: Running):
    (factory.home / "inbox" / "a-broken.md").write_bytes(b"\x00\x01binary")
    reasons = factory.home / "inbox" / "rejected"
    until(lambda: bool(list(reasons.glob("a-broken*.reason.txt"))), "a reason for a-broken.md")
    reason = next(reasons.glob("a-broken*.reason.txt")).read_text(encoding="utf-8")
    assert "a-broken.md" in reason
    assert "text" in reason


@pytest.fixture(scope="module")
def letter(factory: Running) -> str:
    """The title of a video that nobody has decided about; it is made while other tests go on."""
    factory.drop("The second letter", channel="required")
    return "The second letter"


@pytest.mark.usefixtures("letter")
def test_the_commands_of_the_api_page_take_a_video_step_by_step_to_its_publication(
    factory: Running,
):
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    commands = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)[0]
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=factory.home,
        env={**environment(factory.home, None), "DESK": factory.desk, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert factory.published("The lamp that was moved")
    phases = ["plan", "render", "approved"]
    assert [word for word in done.stdout.split() if word in phases] == phases
    assert (factory.home / "master.mp4").read_bytes()[4:8] == b"ftyp"


def test_a_video_waits_for_a_person_and_goes_out_when_approved(factory: Running, letter: str):
    until(
        lambda: (
            factory.one(
                "SELECT status FROM factory.video_status WHERE video_id = :video",
                video=factory.video(letter) or "",
            )
            == "awaiting_review"
        ),
        "a video that waits for review",
        600,
    )
    assert not factory.published(letter)
    video = str(factory.video(letter))
    shown = run(factory.home, None, "show", video)
    assert "passed so far" in shown
    # The terminal breaks lines where it likes, inside a command too.
    (seen,) = re.findall(r"approve \S+ --seen ([0-9a-f-]+)", " ".join(shown.split()))
    run(factory.home, None, "approve", video, "--seen", seen, "--note", "good")
    until(lambda: factory.published(letter), "a post after the approval", 600)
    assert not list((factory.home / "inbox").glob("*.md"))


def test_pictures_and_videos_are_served_to_the_browser(factory: Running, letter: str):
    video = factory.video(letter)
    with factory.client("look") as http:
        picture = http.get(f"/media/{video}/thumbnail.jpg")
        part = http.get(f"/media/{video}/master.mp4", headers={"Range": "bytes=0-99"})
    assert picture.headers["content-type"] == "image/jpeg"
    assert part.status_code == 206
    assert part.content[4:8] == b"ftyp"


def test_killed_daemon_step_and_database_what_was_dropped_is_published_without_a_person(
    factory: Running,
):
    factory.drop("Ninety years")
    until(lambda: bool(_unit_of(factory, "speech", "Ninety years")), "speech of Ninety years", 600)
    for daemon in factory.children("dagster-daemon run"):
        daemon.kill()
    for worker in factory.children("multiprocessing.forkserver"):
        worker.kill()
    until(lambda: bool(_unit_of(factory, "segment", "Ninety years")), "a first segment", 600)
    for postmaster in _postmasters(factory):
        postmaster.kill()
    until(lambda: factory.published("Ninety years"), "a post in spite of the kills", 600)
    folder = factory.home / "outbox" / str(factory.video("Ninety years"))
    assert (folder / "video.mp4").stat().st_size > 100_000


def test_a_second_up_says_what_runs_and_starts_nothing(factory: Running):
    said = run(factory.home, None, "up", "--port", "3900")
    assert "already running" in said
    assert f"{factory.desk}/?token=" in said
    assert factory.dagster in said


def test_ctrl_c_ends_everything_and_leaves_no_process(factory: Running):
    pid = factory.process.pid
    family = psutil.Process(pid).children(recursive=True)
    keepers = factory.children("postgres_keeper")
    servers = _postmasters(factory)
    factory.engine.dispose()
    factory.process.send_signal(signal.SIGINT)
    output, _ = factory.process.communicate(timeout=120)
    assert "Everything has stopped" in output
    left = [p for p in (*family, *keepers, *servers) if p.is_running() and p.status() != "zombie"]
    assert not left, left


def _unit_of(factory: Running, kind: str, title: str) -> str | None:
    return factory.one(
        "SELECT work.fingerprint FROM factory.work JOIN factory.videos "
        "ON first_video_id = video_id WHERE kind = :kind AND title = :title "
        "AND done_at IS NOT NULL LIMIT 1",
        kind=kind,
        title=title,
    )


def _postmasters(factory: Running) -> list[psutil.Process]:
    """Return the server processes: those that the keepers started."""
    return [
        child
        for keeper in factory.children("postgres_keeper")
        for child in keeper.children()
        if "postgres" in child.name()
    ]
