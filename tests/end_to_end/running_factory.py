"""One running `factory up`, for every test that looks at it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psutil
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from resources.database.connection import open_database
from tests.end_to_end.factory_process import start
from tests.end_to_end.waiting import until

CHANNEL = """
name: vault
title: The vault
format: draft
review: {review}
compliance: {{made_for_kids: false, synthetic_media: true}}
music: {{kind: none}}
"""

STORIES = {
    "The second letter": """
A postman in Halifax kept what he could not deliver in a biscuit tin. Nine people came for it.
""",
    "Ninety years": """
On the Grand Banks warm water meets cold, and the air turns to wool.

Keepers at Cape Race fired a cannon every half hour. One of them learned to sleep between blasts.
""",
}
"""By title; each its own, for a copy of an earlier video is refused."""


@dataclass
class Running:
    """A running factory and its addresses."""

    home: Path
    process: subprocess.Popen[str]
    desk: str
    dagster: str
    engine: sa.Engine

    def key(self, role: str = "operator") -> str:
        """Return a token of the door, from where it lies."""
        return (self.home / ".factory" / "door" / f"{role}.token").read_text(encoding="ascii")

    def client(self, role: str | None = "operator") -> httpx2.Client:
        """Return a program with a key of its own, or without any."""
        headers = {"Authorization": f"Bearer {self.key(role)}"} if role else {}
        return httpx2.Client(base_url=self.desk, headers=headers, trust_env=False, timeout=60)

    def drop(self, title: str, channel: str = "automatic") -> None:
        """Put a brief into the inbox, as a person would."""
        text = f"---\nchannel: {channel}\ntitle: {title}\n---\n{STORIES[title]}"
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


@contextmanager
def running_factory(*, emulated: int | None = None) -> Iterator[Running]:
    """Start `factory up` in a home of its own, and end it.

    Args:
        emulated: the port at which its vendors are emulated, as in the sandbox; None: they are not.
    """
    home = Path(tempfile.mkdtemp(prefix="factory-up-"))
    home.chmod(0o755)
    (home / "channels").mkdir()
    for name, review in (("automatic", "automatic"), ("required", "required")):
        text = CHANNEL.format(review=review).replace("name: vault", f"name: {name}")
        (home / "channels" / f"{name}.yaml").write_text(text, encoding="utf-8")
    beside = ("-m", "emulators", "--port", str(emulated), sys.executable) if emulated else ()
    process = start(home, None, "up", "--look", "--port", "3900", beside=beside)
    card = home / ".factory" / "door" / "up.json"
    until(lambda: card.exists() or process.poll() is not None, "a card with addresses", 300)
    assert process.poll() is None, process.communicate()[0]
    addresses = json.loads(card.read_text(encoding="utf-8"))
    environment = psutil.Process(process.pid).environ()
    url = _database_url(process.pid)
    engine = open_database(url)
    assert environment["FACTORY_HOME"] == str(home)
    yield Running(home, process, addresses["desk"], addresses["dagster"], engine)
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
