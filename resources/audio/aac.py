"""AAC in ADTS files: found packet by packet, and cut where one packet ends and the next begins.

A packet of AAC-LC holds 1024 new samples but covers 2048: what is heard is the sum of its first
half and its predecessor's second half (ISO 14496-3, 4.6.11). So the encoder's first packet only
leads in; and strips whose packets were encoded with the right neighbours can be laid end to end.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from pathlib import Path

from factory.errors import PermanentError
from factory.timeline.soundtrack import AAC_FRAME
from factory.timeline.timeline import SAMPLE_RATE
from factory.units_of_work import Strip

PRIMING_PACKETS = 1
"""ffmpeg's own encoder puts one packet before the first sample (`initial_padding` 1024)."""
HEADER_BYTES = 7
READ_BYTES = 1 << 20


def packets(file: Path) -> Iterator[bytes]:
    """Yield the packets of an ADTS file, headers included.

    Raises:
        PermanentError: the file is no ADTS, or ends within a packet.
    """
    with file.open("rb") as data:
        while header := data.read(HEADER_BYTES):
            length = _packet_bytes(header)
            packet = header + data.read(max(0, length - HEADER_BYTES))
            if length <= HEADER_BYTES or len(packet) != length:
                raise PermanentError(
                    f"could not read {file.name}: wanted an AAC packet at byte "
                    f"{data.tell() - len(packet)}, found {header.hex()}; mix the sound again"
                )
            yield packet


def cut(source: Path, first: int, count: int, target: Path) -> None:
    """Copy `count` packets from number `first` on, counted from 0 without the leading-in one.

    Raises:
        PermanentError: there are not so many packets.
    """
    kept = islice(packets(source), first + PRIMING_PACKETS, first + PRIMING_PACKETS + count)
    written = 0
    with target.open("wb") as file:
        for packet in kept:
            file.write(packet)
            written += 1
    if written != count:
        raise PermanentError(
            f"could not cut {source.name}: wanted {count} packets from {first}, found {written}"
        )


def laid_end_to_end(strips: Sequence[Strip]) -> Iterator[bytes]:
    """Yield the bytes of strips one after the other, each as often as it repeats."""
    rounds: Iterable[Path] = chain.from_iterable(repeat(s.path, s.repeats) for s in strips)
    for path in rounds:
        with path.open("rb") as data:
            while block := data.read(READ_BYTES):
                yield block


def seconds(file: Path) -> float:
    """Return how long the sound of an ADTS file lasts; raise PermanentError as `packets` does."""
    return sum(1 for _ in packets(file)) * AAC_FRAME / SAMPLE_RATE


def _packet_bytes(header: bytes) -> int:
    """Return a packet's length from its header (ISO 14496-3, 1.A.2.2), 0 if it is none."""
    if len(header) < HEADER_BYTES or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:
        return 0
    return (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
