"""Voice files: what of Kokoro lies in the home, as data: the network, a style for each voice, notices."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factory.errors import PermanentError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NETWORK = "kokoro-v1.0.int8.onnx"
NETWORK_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
NETWORK_BYTES = 92_361_271
STYLE_ROWS, STYLE_COLUMNS = 510, 256
"""A style for each length in letters; 32-bit floats, the least significant byte first."""
STYLE_BYTES = STYLE_ROWS * STYLE_COLUMNS * 4


@dataclass(frozen=True, slots=True)
class VoiceFiles:
    """The files of Kokoro in a folder."""

    folder: Path

    @property
    def network_file(self) -> Path:
        """The network, of all voices."""
        return self.folder / NETWORK

    def style_file(self, name: str) -> Path:
        """A voice's style."""
        return self.folder / f"{name}.bin"

    def sample_file(self, name: str) -> Path:
        """A sentence that the voice said."""
        return self.folder / f"{name}.wav"

    def has_network(self) -> bool:
        """Whether the network is there, by its size: its content is looked at when it is loaded."""
        return _size(self.network_file) == NETWORK_BYTES

    def has(self, name: str) -> bool:
        """Whether a voice can speak."""
        return self.has_network() and _size(self.style_file(name)) == STYLE_BYTES

    def network(self) -> bytes:
        """Return the network.

        Raises:
            PermanentError: it is not there, or another one.
        """
        data = _read(self.network_file)
        found = hashlib.sha256(data).hexdigest()
        if found != NETWORK_SHA256:
            raise PermanentError(
                f"could not use {self.network_file}: its SHA-256 is {found}, wanted {NETWORK_SHA256}; "
                "remove it and add the voice again: `factory voices add`"
            )
        return data

    def style(self, name: str) -> "NDArray[np.float32]":
        """Return a voice's style, a row for each length.

        Raises:
            PermanentError: it is not there, or no style.
        """
        data = _read(self.style_file(name))
        fault = style_fault(data)
        if fault:
            raise PermanentError(
                f"could not use {self.style_file(name)}: {fault}; remove it and add the voice again: "
                f"`factory voices add {name}`"
            )
        import numpy as np

        return np.frombuffer(data, "<f4").reshape(STYLE_ROWS, STYLE_COLUMNS)


def style_fault(data: bytes) -> str:
    """Return why these bytes are no style; empty where they are one."""
    import numpy as np

    if len(data) != STYLE_BYTES:
        return f"it has {len(data):,} bytes, wanted {STYLE_BYTES:,}"
    if not np.isfinite(np.frombuffer(data, "<f4")).all():
        return "not all of it are numbers"
    return ""


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PermanentError(
            f"could not read {path}: {error.strerror}; `factory voices add` brings it"
        ) from error
