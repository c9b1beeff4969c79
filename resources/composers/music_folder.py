"""Composer of the user's own music: which file of a folder goes under a video (by its title's seed), made a seamless stereo loop."""

import wave
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factory.channel.provider_settings import Music
from factory.errors import BadInput
from factory.records import Provider
from factory.speech.narration import BedDetail
from factory.timeline.soundtrack import AAC_FRAME
from resources.audio.given_sound import decode
from resources.audio.loudness_meter import LoudnessMeter
from resources.composers.bed_file import CHANNELS, as_16_bit, begin
from resources.composers.bed_synthesis import LEVEL_LUFS, PEAK_DBFS, SAMPLE_RATE
from resources.machine.atomic_files import sha256_of
from resources.user_files.allowed_folders import inside, unmoved
from resources.user_files.licences import LICENCES, Licence, licence_of
from resources.user_files.listing import usable

ENDINGS = frozenset({".mp3", ".wav", ".flac", ".m4a", ".ogg", ".opus", ".aac"})
UNREADABLE = frozenset({".wma", ".aif", ".aiff", ".mid", ".midi", ".ape", ".m4p", ".mka", ".amr"})
"""What a person takes for music and is not used."""
SEAM_SECONDS = 3.0
"""A file's end is laid over its beginning for so long, so that it can go round."""
BLOCK_FRAMES = 1 << 16


class FolderComposer:
    """Takes a file from the user's folder, by seed; remembers which file each recipe meant."""

    provider = Provider(role="bed", name="folder", version="2", synthetic=False)

    def __init__(self) -> None:
        self._paths: dict[str, Path] = {}

    def recipe(self, music: Music, seed: int) -> Mapping[str, Any]:
        """See `factory.ports.Composer.recipe`.

        The folder's own path stays out of the recipe, so that moving it redoes nothing; the
        composer must therefore be the one that is asked to compose.
        """
        folder = _folder(music)
        files = _listed(folder)
        path = files[seed % len(files)]
        if music.by_brief:
            inside(path, folder)
            inside(folder / LICENCES, folder)
        whole = Licence(music.licence, music.attribution)
        row = licence_of(path, whole, "music", "`licence` under `music` in the channel file")
        digest = sha256_of(path)
        self._paths[digest] = path
        return {
            "kind": "folder",
            "file": path.name,
            "sha256": digest,
            "licence": row.licence,
            "attribution": row.attribution,
        }

    def compose(self, recipe: Mapping[str, Any], target: Path) -> BedDetail:
        """See `factory.ports.Composer.compose`.

        Raises:
            BadInput: the file is no sound, or has changed since it was chosen.
        """
        path = self._paths.get(recipe["sha256"])
        if path is None or not path.is_file() or sha256_of(path) != recipe["sha256"]:
            raise BadInput(
                f"music {recipe['file']!r} has changed or gone since it was chosen; run again"
            )
        raw = target.with_name(f"{target.name}.decoded.wav")
        try:
            samples = _conform(path, raw, target)
        finally:
            raw.unlink(missing_ok=True)
        return BedDetail(
            samples=samples,
            integrated_lufs=LoudnessMeter().file(target).integrated_lufs,
            kind="folder",
            attribution=recipe["attribution"],
            licence=recipe["licence"],
            file=recipe["file"],
        )


def _folder(music: Music) -> Path:
    """Return the folder of the channel's music; raise BadInput if there is none."""
    if not music.folder:
        raise BadInput("music kind is 'folder' but no folder is named; set `folder` under `music`")
    folder = Path(music.folder)
    if not folder.is_dir():
        found = "a file" if folder.exists() else "nothing there"
        raise BadInput(f"music folder {folder}: found {found}, wanted a folder of sound files")
    return unmoved(folder) if music.by_brief else folder


def _listed(folder: Path) -> list[Path]:
    """Return the folder's sound files by name; raise BadInput if there is none."""
    return usable(
        folder,
        ENDINGS,
        UNREADABLE,
        lambda path: path.name,
        "music folder",
        "none of them sound",
    )


def _conform(path: Path, raw: Path, target: Path) -> int:
    """Write the file as a loop at the bed's level and return its length in samples."""
    decode(path, f"music {path.name!r} in {path.parent}", raw)
    heard = LoudnessMeter().file(raw)
    wanted_db = min(LEVEL_LUFS - heard.integrated_lufs, PEAK_DBFS - heard.true_peak_dbtp)
    with wave.open(str(raw), "rb") as source, wave.open(str(target), "wb") as file:
        begin(file)
        gain = np.float32(10 ** (wanted_db / 20))
        for block in _looped(source):
            file.writeframesraw(as_16_bit(block * gain))
        file.writeframes(b"")
        return file.getnframes()


def _looped(source: wave.Wave_read) -> Iterator[NDArray[np.float32]]:
    """Yield the sound in blocks, its end laid over its beginning by equal power."""
    frames = source.getnframes()
    seam = min(round(SEAM_SECONDS * SAMPLE_RATE), frames // 3)
    seam += (frames - seam) % AAC_FRAME  # so that a round of it can be copied as AAC
    source.setpos(frames - seam)
    end = _read(source, seam)
    source.setpos(0)
    rise = np.sin(np.linspace(0, np.pi / 2, seam, dtype=np.float32))[:, None]
    yield _read(source, seam) * rise + end * rise[::-1]
    left = frames - 2 * seam
    while left > 0:
        count = min(left, BLOCK_FRAMES)
        yield _read(source, count)
        left -= count


def _read(source: wave.Wave_read, frames: int) -> NDArray[np.float32]:
    """Return frames as numbers from -1 to 1, shape (frames, 2)."""
    data = np.frombuffer(source.readframes(frames), dtype="<i2")
    return data.reshape(-1, CHANNELS).astype(np.float32) / np.float32(32768)
