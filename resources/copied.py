"""Copied packets: whether a master holds its strips' packets, all of them, in order, unchanged.

Nothing is decoded, so that eight hours are compared in seconds. A strip that is what it was when
it was measured is then measured for every time that it is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat, zip_longest
from pathlib import Path

from factory.work import Strip
from resources import aac
from resources.mp4_index import Track, tracks_of

PARAMETER_SETS = {7, 8}
"""NAL unit types (H.264, table 7-1) that joining repeats in front of every key frame."""
LENGTH_BYTES = 4


def altered_packets(
    master: Path, picture: Sequence[Strip], sound: Sequence[Strip]
) -> tuple[int, bool]:
    """Return how many packets are not their strip's, and whether all follow at an even pace.

    Raises:
        PermanentError: an index cannot be read.
    """
    altered, even = 0, True
    for track in tracks_of(master):
        if track.kind == "vide":
            shown = _of_strips(picture, _picture_packets)
            altered += _differing(_packets(master, track), shown, _without_parameter_sets)
            even = even and track.even
        elif track.kind == "soun":
            heard = _of_strips(sound, _sound_packets)
            altered += _differing(_packets(master, track), heard, bytes)
            even = even and track.even
    return altered, even


def _differing(
    packets: Iterable[bytes], wanted: Iterable[bytes], plain: Callable[[bytes], bytes]
) -> int:
    """Count the places where the two differ; one that is missing differs."""
    return sum(
        found != want and (found is None or want is None or plain(found) != plain(want))
        for found, want in zip_longest(packets, wanted)
    )


def _of_strips(strips: Sequence[Strip], packets: Callable[[Path], list[bytes]]) -> Iterator[bytes]:
    """Yield the packets of strips as often as they repeat; one strip at a time is in memory."""
    for strip in strips:
        once = packets(strip.path)
        yield from chain.from_iterable(repeat(once, strip.repeats))


def _picture_packets(segment: Path) -> list[bytes]:
    return [p for t in tracks_of(segment) if t.kind == "vide" for p in _packets(segment, t)]


def _sound_packets(file: Path) -> list[bytes]:
    return [packet[aac.HEADER_BYTES :] for packet in aac.packets(file)]


def _packets(file: Path, track: Track) -> Iterator[bytes]:
    with file.open("rb") as media:
        for offset, sizes in track.chunks():
            media.seek(offset)
            for size in sizes:
                yield media.read(size)


def _without_parameter_sets(packet: bytes) -> bytes:
    """Return a packet of H.264 (NAL units, each after its length) without its parameter sets."""
    kept, at = bytearray(), 0
    while at + LENGTH_BYTES < len(packet):
        end = at + LENGTH_BYTES + int.from_bytes(packet[at : at + LENGTH_BYTES])
        if packet[at + LENGTH_BYTES] & 0x1F not in PARAMETER_SETS:
            kept += packet[at:end]
        at = end
    return bytes(kept)
