"""An MP4's index: where every packet of a track lies, read as whole tables."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from factory.errors import PermanentError

VISUAL_ENTRY_BYTES = 78
"""Of a picture's sample entry, before the boxes in it (ISO 14496-12, 12.1.3)."""
BIG = np.dtype(">u4"), np.dtype(">u8")


@dataclass(frozen=True, slots=True)
class Track:
    """One track: its packets in order of decoding (ISO 14496-12, 8.6 and 8.7)."""

    kind: str
    """`vide`, `soun`, `text`, ..."""
    sizes: NDArray[np.int64]
    """Bytes of each packet."""
    chunk_offsets: NDArray[np.int64]
    """Where each run of packets begins in the file."""
    chunk_packets: NDArray[np.int64]
    """How many packets each run holds."""
    even: bool
    """Whether every packet but the last lasts equally long."""
    parameter_sets: bytes
    """Of H.264: what a decoder must know first, as NAL units, each after its length in 4 bytes."""

    def chunks(self) -> Iterator[tuple[int, list[int]]]:
        """Yield the offset of every run, and the sizes of its packets."""
        ends = np.cumsum(self.chunk_packets)
        for offset, first, end in zip(
            self.chunk_offsets, ends - self.chunk_packets, ends, strict=True
        ):
            yield int(offset), self.sizes[first:end].tolist()


def tracks_of(file: Path) -> list[Track]:
    """Return the tracks of a file.

    Raises:
        PermanentError: it has no index, or one that contradicts itself.
    """
    try:
        with file.open("rb") as media:
            moov = _moov(media)
        return [_track(dict(_boxes(trak))) for kind, trak in _boxes(moov) if kind == b"trak"]
    except (KeyError, ValueError, IndexError, struct.error) as error:
        raise PermanentError(
            f"could not read the index of {file.name}: {error!r}; render it again"
        ) from error


def _moov(media: BinaryIO) -> bytes:
    while len(head := media.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        size -= 8
        if size == 1 - 8:
            size = struct.unpack(">Q", media.read(8))[0] - 16
        if kind == b"moov":
            return media.read(size)
        media.seek(max(0, size), 1)
    raise ValueError("no moov")


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size < 8:
            return
        yield kind, data[at + 8 : at + size]
        at += size


def _track(trak: dict[bytes, bytes]) -> Track:
    media = dict(_boxes(trak[b"mdia"]))
    table = dict(_boxes(dict(_boxes(media[b"minf"]))[b"stbl"]))
    sizes = _sizes(table[b"stsz"])
    offsets = _numbers(table[b"co64"], 8) if b"co64" in table else _numbers(table[b"stco"], 4)
    durations = _numbers(table[b"stts"], 4).reshape(-1, 2)
    steps = set(durations[:-1, 1].tolist())
    if durations[-1, 0] > 1:
        steps.add(int(durations[-1, 1]))
    return Track(
        kind=media[b"hdlr"][8:12].decode("latin-1"),
        sizes=sizes,
        chunk_offsets=offsets,
        chunk_packets=_chunk_packets(table[b"stsc"], len(offsets)),
        even=len(steps) <= 1,
        parameter_sets=_parameter_sets(table[b"stsd"]),
    )


def _parameter_sets(stsd: bytes) -> bytes:
    """Return the sets of an `avc1` entry (ISO 14496-15, 5.3.3.1); empty where there is none."""
    entry = dict(_boxes(stsd[8:])).get(b"avc1", b"")
    record = dict(_boxes(entry[VISUAL_ENTRY_BYTES:])).get(b"avcC", b"")
    sets, at = b"", 5
    for mask in (0x1F, 0xFF):
        count = record[at] & mask if at < len(record) else 0
        at += 1
        for _ in range(count):
            (size,) = struct.unpack_from(">H", record, at)
            sets += struct.pack(">I", size) + record[at + 2 : at + 2 + size]
            at += 2 + size
    return sets


def _sizes(stsz: bytes) -> NDArray[np.int64]:
    one, count = struct.unpack_from(">II", stsz, 4)
    if one:
        return np.full(count, one, np.int64)
    return np.frombuffer(stsz, BIG[0], count, 12).astype(np.int64)


def _numbers(box: bytes, width: int) -> NDArray[np.int64]:
    return np.frombuffer(box, BIG[width // 8], offset=8).astype(np.int64)


def _chunk_packets(stsc: bytes, chunks: int) -> NDArray[np.int64]:
    runs = _numbers(stsc, 4).reshape(-1, 3)
    lengths = np.diff(np.append(runs[:, 0], chunks + 1))
    return np.repeat(runs[:, 1], lengths)
