"""Machine parts: FFmpeg, fonts, room and folders, as `factory doctor` looks at them."""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

from desk.actions.doctor_parts import PartFacts, Severity, part, unused
from wiring.home import Home
from wiring.home_health import fault_of_collector, missing_fonts

GIB = 1024**3
WANTED_GIB = 2.0  # one longform master, its segments and pictures, with room to spare


def ffmpeg(home: Home) -> Iterator[PartFacts]:
    """Return whether FFmpeg runs and has the filters that a render asks for."""
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
    yield part(
        "ffmpeg",
        "ffmpeg" if home.settings.ffmpeg else "ffmpeg (default)",
        done.returncode == 0 and not missing,
        found + (f"; it lacks the filters {', '.join(missing)}" if missing else ""),
        "unset FACTORY_FFMPEG, or name an ffmpeg built with libass",
    )


def fonts(home: Home) -> Iterator[PartFacts]:
    """Return whether every font is installed."""
    missing = missing_fonts()
    found = "Poppins, Anton" if not missing else f"missing: {', '.join(missing)}"
    yield part("fonts", "fontpkg (default)", not missing, found, "make .venv/.runtime")


def recogniser(home: Home) -> Iterator[PartFacts]:
    """Return whether a recogniser listens to narrations; a factory works without."""
    there = home.recogniser.hears("en")
    found = "listens to English narrations" if there else "not installed: `make recogniser`"
    if there:
        yield part("recogniser", "whisper tiny.en", True, found)
    else:
        yield unused("recogniser", "(optional)", found)


def likeness(home: Home) -> Iterator[PartFacts]:
    """Return whether ideas are compared by what they mean; a factory works without."""
    there = home.meaning_model.knows("en")
    found = (
        "compares English ideas by meaning"
        if there
        else "ideas are compared by letters; by meaning after `make likeness`"
    )
    if there:
        yield part("likeness", home.meaning_model.model, True, found)
    else:
        yield unused("likeness", "(optional)", found)


def traces(home: Home) -> Iterator[PartFacts]:
    """Return whether the collector that is told of every video's work answers; a factory works without."""
    where = home.settings.otlp_endpoint
    if not where:
        found = "nobody is told; OTEL_EXPORTER_OTLP_ENDPOINT names a collector (docs/monitoring.md)"
        yield unused("traces", "(optional)", found)
    elif fault := fault_of_collector(home):
        remedy = "videos are made without; mend the collector or its variables (docs/monitoring.md)"
        yield PartFacts(
            severity="warning", subject="traces", provider=where, found=fault, remedy=remedy
        )
    else:
        yield part("traces", where, True, "the collector answers")


def added_voices(home: Home) -> Iterator[PartFacts]:
    """Return which natural voices are there; an error where a channel names one that is not."""
    local = [one for one in home.voices.all() if one.natural]
    there, natural = [one.name for one in local if one.installed], home.voices.natural()
    found = f"not installed: `factory voices add {local[0].name}`"
    if natural:
        found = f"{', '.join(there)}; {natural.name} speaks English where a channel names nobody"
    if there:
        yield part("voice", local[0].narrator, True, found)
    else:
        yield unused("voice", "(optional)", found)
    absent = {(one.narrator, one.name) for one in local} - {(local[0].narrator, n) for n in there}
    for name, channel in sorted(home.channels.all().items()):
        chosen = (channel.voice, *channel.voices.values())
        for one in (second for first in chosen for second in first.in_order):
            if (one.provider, one.name) in absent:
                said = f"channel {name} names {one.name}, which is not installed"
                yield part("voice", one.provider, False, said, f"factory voices add {one.name}")


def disk(home: Home) -> Iterator[PartFacts]:
    """Return how much room there is for media."""
    home.prepare()
    free = shutil.disk_usage(home.settings.media).free / GIB
    yield part(
        "disk",
        str(home.settings.media),
        free >= WANTED_GIB,
        f"{free:.1f} GiB free",
        f"free {WANTED_GIB:.0f} GiB there, or set FACTORY_HOME to a folder on a larger disk",
    )


def folders(home: Home) -> Iterator[PartFacts]:
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
        yield part("folders", str(home.settings.home), True, "can be read and written")


def _permissions(folder: Path) -> Iterator[tuple[Severity, str, str]]:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield "error", "cannot be read and written by this user", f"chmod -R u+rwX {folder}"
    found = folder.stat()
    if found.st_uid != os.geteuid() and os.geteuid() != 0:
        yield "warning", "belongs to another user", f"chown -R {os.geteuid()} {folder}"
    if found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX:
        yield "warning", "can be changed by every user of this machine", f"chmod o-w {folder}"
