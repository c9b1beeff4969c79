"""Copied packets: whether a master holds its strips' packets, all of them, in order, unchanged.

Nothing is decoded, so that eight hours are compared in seconds. A strip that is what it was when
it was measured is then measured for every time that it is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat, zip_longest
from pathlib import Path

from factory.units_of_work import Strip
from resources.audio import aac
from resources.inspection.mp4_index import Track, tracks_of

SLICES, PARAMETER_SETS = {1, 5}, {7, 8}
"""NAL unit types (H.264, table 7-1). Joining repeats the sets in front of every key frame."""
LENGTH_BYTES = 4

Packet = tuple[bytes, bytes]
"""What is decoded, and the parameter sets that hold for it; sound has none."""


def altered_packets(
    master: Path, picture: Sequence[Strip], sound: Sequence[Strip]
) -> tuple[int, bool]:
    """Return how many packets are not their strip's, and whether all follow at an even pace.

    A packet that would be decoded with other parameter sets than its strip's is not its strip's.

    Raises:
        PermanentError: an index cannot be read.
    """
    altered, even = 0, True
    for track in tracks_of(master):
        if track.kind == "vide":
            altered += _differing(_shown(master, track), _of_strips(picture, _picture_packets))
            even = even and track.even
        elif track.kind == "soun":
            heard = ((packet, b"") for packet in _packets(master, track))
            altered += _differing(heard, _of_strips(sound, _sound_packets))
            even = even and track.even
    return altered, even


def _differing(packets: Iterable[Packet], wanted: Iterable[Packet]) -> int:
    """Count the places where the two differ; one that is missing differs."""
    return sum(found != want for found, want in zip_longest(packets, wanted))


def _of_strips(
    strips: Sequence[Strip], packets: Callable[[Path], list[Packet]]
) -> Iterator[Packet]:
    """Yield the packets of strips as often as they repeat; one strip at a time is in memory."""
    for strip in strips:
        once = packets(strip.path)
        yield from chain.from_iterable(repeat(once, strip.repeats))


def _picture_packets(segment: Path) -> list[Packet]:
    return [p for t in tracks_of(segment) if t.kind == "vide" for p in _shown(segment, t)]


def _sound_packets(file: Path) -> list[Packet]:
    return [(packet[aac.HEADER_BYTES :], b"") for packet in aac.packets(file)]


def _shown(file: Path, track: Track) -> Iterator[Packet]:
    """Yield a picture's packets; sets hold from where they come, at first those of the index."""
    sets = track.parameter_sets
    for packet in _packets(file, track):
        plain, own = _parted(packet)
        sets = own or sets
        yield plain, sets


def _packets(file: Path, track: Track) -> Iterator[bytes]:
    with file.open("rb") as media:
        for offset, sizes in track.chunks():
            media.seek(offset)
            for size in sizes:
                yield media.read(size)


def _parted(packet: bytes) -> tuple[bytes, bytes]:
    """Return a packet of H.264 (NAL units, each after its length), and its parameter sets apart."""
    if packet[LENGTH_BYTES : LENGTH_BYTES + 1] and packet[LENGTH_BYTES] & 0x1F in SLICES:
        return packet, b""
    plain, sets, at = bytearray(), bytearray(), 0
    while at + LENGTH_BYTES < len(packet):
        end = at + LENGTH_BYTES + int.from_bytes(packet[at : at + LENGTH_BYTES])
        own = packet[at + LENGTH_BYTES] & 0x1F in PARAMETER_SETS
        (sets if own else plain).extend(packet[at:end])
        at = end
    return bytes(plain), bytes(sets)
