"""The folder of an embedded Postgres: what its users and its keeper know of each other."""

import fcntl
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServerFolder:
    """Everything users of one embedded server have in common.

    `users.lock` is held shared by every user, `keeper.lock` exclusively by the keeper; the kernel
    lets go of both when their process dies, however it dies.
    """

    path: Path

    @property
    def users_lock(self) -> Path:
        """Held shared by every user; exclusively by a keeper that is stopping."""
        return self.path / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the one keeper."""
        return self.path / "keeper.lock"

    @property
    def url_file(self) -> Path:
        """There while the server answers; holds the password."""
        return self.path / "url"

    @property
    def port_file(self) -> Path:
        """The port of last time: users that were connected find the server again."""
        return self.path / "port"

    @property
    def password_file(self) -> Path:
        """The password, for as long as the data lives."""
        return self.path / "password"

    @property
    def where_file(self) -> Path:
        """Names the place of the cluster, if that is not this folder."""
        return self.path / "where"

    @property
    def keeper_log(self) -> Path:
        """What the keeper says."""
        return self.path / "keeper.log"

    @property
    def server_log(self) -> Path:
        """What Postgres says."""
        return self.path / "postgres.log"

    @property
    def place(self) -> Path:
        """The folder that holds the cluster's data."""
        if self.where_file.exists():
            return Path(self.where_file.read_text(encoding="utf-8").strip())
        return self.path

    @property
    def data(self) -> Path:
        """Postgres' data directory."""
        return self.place / "data"

    def is_kept(self) -> bool:
        """Whether a keeper lives."""
        try:
            with self.keeper_lock.open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except FileNotFoundError:
            return False
        return False

    def read_url(self) -> str | None:
        """Return the URL, or None while the server does not answer."""
        return _text(self.url_file)

    def read_port(self) -> int | None:
        """Return the port of this time or, while nothing runs, of last time."""
        text = _text(self.port_file)
        return int(text) if text and text.isdigit() else None

    def tail(self, lines: int = 8) -> str:
        """Return the last lines of both logs."""
        logs = (_text(log) or "" for log in (self.keeper_log, self.server_log))
        return "\n".join("\n".join(text.splitlines()[-lines:]) for text in logs).strip()


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
