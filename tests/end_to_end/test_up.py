"""`factory up` as a person runs it: briefs dropped in become videos, whatever is killed."""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psutil
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from resources.database.connection import open_database
from tests.end_to_end.factory_process import run, start
from tests.end_to_end.waiting import until

CHANNEL = """
name: vault
title: The vault
format: short
review: {review}
compliance: {{made_for_kids: false, synthetic_media: true}}
music: {{kind: none}}
"""

WORDS = """
In 1748 a clerk in Lisbon locked a small iron box and wrote the wrong number on its key. For ninety
years nobody could open it. When the lock was cut at last, the box held one dry rose, and a letter
that began: forgive me, I have counted badly. The letter had no name on it. The bank keeps it to this
day, in a drawer that nobody locks.
"""

pytestmark = pytest.mark.timeout(420)


@dataclass
class Running:
    """A running factory and its addresses."""

    home: Path
    process: subprocess.Popen[str]
    dagster: str
    media: str
    engine: sa.Engine

    def drop(self, title: str, channel: str = "automatic") -> None:
        """Put a brief into the inbox, as a person would."""
        text = f"---\nchannel: {channel}\ntitle: {title}\n---\nThis is the story of {title.lower()}. {WORDS}"
        scratch = self.home / "inbox" / f".{channel}.partial"
        scratch.write_text(text, encoding="utf-8")
        scratch.rename(self.home / "inbox" / f"{re.sub(r'[^a-z]+', '-', title.lower())}.md")

    def video(self, title: str) -> str | None:
        """Return the video's ID once it has one."""
        return self.one("SELECT video_id FROM factory.videos WHERE title = :title", title=title)

    def published(self, title: str) -> bool:
        """Whether the outbox has it."""
        return bool(
            self.one(
                "SELECT 1 FROM factory.posts JOIN factory.videos USING (video_id) "
                "WHERE title = :title AND published_at IS NOT NULL",
                title=title,
            )
        )

    def one(self, question: str, **values: str):
        """Return one value, or None while the database is being restarted."""
        try:
            with self.engine.connect() as connection:
                return connection.scalar(sa.text(question), values)
        except OperationalError:
            return None

    def children(self, words: str) -> list[psutil.Process]:
        """Return this factory's processes whose command line contains the words."""
        found: list[psutil.Process] = []
        for process in psutil.process_iter(["cmdline"]):
            line = " ".join(process.info["cmdline"] or ())
            if words in line and self._belongs(process):
                found.append(process)
        return found

    def _belongs(self, process: psutil.Process) -> bool:
        try:
            return process.environ().get("FACTORY_HOME") == str(self.home)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return False


@pytest.fixture(scope="module")
def factory() -> Iterator[Running]:
    home = Path(tempfile.mkdtemp(prefix="factory-up-"))
    home.chmod(0o755)
    (home / "channels").mkdir()
    for name, review in (("automatic", "automatic"), ("required", "required")):
        text = CHANNEL.format(review=review).replace("name: vault", f"name: {name}")
        (home / "channels" / f"{name}.yaml").write_text(text, encoding="utf-8")
    process = start(home, None, "up", "--port", "3900")
    card = home / ".factory" / "up.json"
    until(lambda: card.exists() or process.poll() is not None, "a card with addresses", 240)
    assert process.poll() is None, process.communicate()[0]
    addresses = json.loads(card.read_text(encoding="utf-8"))
    environment = psutil.Process(process.pid).environ()
    url = _database_url(process.pid)
    engine = open_database(url)
    assert environment["FACTORY_HOME"] == str(home)
    yield Running(home, process, addresses["dagster"], addresses["media"], engine)
    engine.dispose()
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    shutil.rmtree(home, ignore_errors=True)


def _database_url(pid: int) -> str:
    """Read the URL where the factory's own children get it: from their environment."""
    for child in psutil.Process(pid).children(recursive=True):
        url = child.environ().get("FACTORY_DAGSTER_PG_URL")
        if url:
            return url
    raise AssertionError("no child process knows the database")


def test_a_brief_dropped_into_the_inbox_becomes_a_published_video(factory: Running):
    factory.drop("The wrong key")
    until(lambda: factory.published("The wrong key"), "a post of The wrong key", 240)
    folder = factory.home / "outbox" / str(factory.video("The wrong key"))
    assert (folder / "video.mp4").stat().st_size > 100_000
    assert not list((factory.home / "inbox").glob("*.md"))


def test_a_broken_brief_is_rejected_with_its_reason_and_blocks_nobody(factory: Running):
    (factory.home / "inbox" / "a-broken.md").write_bytes(b"\x00\x01binary")
    reasons = factory.home / "inbox" / "rejected"
    until(lambda: bool(list(reasons.glob("a-broken*.reason.txt"))), "a reason for a-broken.md")
    reason = next(reasons.glob("a-broken*.reason.txt")).read_text(encoding="utf-8")
    assert "a-broken.md" in reason
    assert "text" in reason


def test_pictures_and_videos_are_served_to_the_browser(factory: Running):
    video = factory.video("The wrong key")
    with httpx2.Client(trust_env=False) as http:
        picture = http.get(f"{factory.media}{video}/thumbnail.jpg")
        part = http.get(f"{factory.media}{video}/master.mp4", headers={"Range": "bytes=0-99"})
    assert picture.headers["content-type"] == "image/jpeg"
    assert part.status_code == 206
    assert part.content[4:8] == b"ftyp"


def test_a_video_waits_for_a_person_and_goes_out_when_approved(factory: Running):
    factory.drop("The second letter", channel="required")
    until(
        lambda: (
            factory.one(
                "SELECT status FROM factory.video_status WHERE video_id = :video",
                video=factory.video("The second letter") or "",
            )
            == "awaiting_review"
        ),
        "a video that waits for review",
        240,
    )
    assert not factory.published("The second letter")
    video = str(factory.video("The second letter"))
    shown = run(factory.home, None, "show", video)
    assert "passed so far" in shown
    (seen,) = re.findall(r"--seen ([0-9a-f]+)`", shown.partition("` or `")[0])
    run(factory.home, None, "approve", video, "--seen", seen, "--note", "good")
    until(lambda: factory.published("The second letter"), "a post after the approval", 120)


def test_killed_daemon_step_and_database_the_video_is_finished_without_a_person(factory: Running):
    factory.drop("Ninety years")
    until(lambda: bool(_unit_of(factory, "speech", "Ninety years")), "speech of Ninety years", 120)
    for daemon in factory.children("dagster-daemon run"):
        daemon.kill()
    for worker in factory.children("multiprocessing.spawn"):
        worker.kill()
    until(lambda: bool(_unit_of(factory, "segment", "Ninety years")), "a first segment", 240)
    for postmaster in _postmasters(factory):
        postmaster.kill()
    until(lambda: factory.published("Ninety years"), "a post in spite of the kills", 240)


def test_a_second_up_says_what_runs_and_starts_nothing(factory: Running):
    said = run(factory.home, None, "up", "--port", "3900")
    assert "already running" in said
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
