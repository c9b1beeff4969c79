"""What a given file is by its first bytes, whatever it is called, and who may open it.

ffmpeg opens what a file asks for: playlists, scripts of files and manifests name other files and
addresses, and some of its readers draw pictures from the name alone. So a file is opened only by the
readers of the kind that its own bytes show, and nothing else is read on its behalf.
"""

from dataclasses import dataclass
from pathlib import Path

HEAD_BYTES = 4096
TS_PACKETS = ((188, 0), (192, 4))
"""Length of a transport stream's packet, and where in it the mark 0x47 stands."""
MP4_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"uuid"})
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
ASF = bytes.fromhex("3026b2758e66cf11")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sound or video file."""

    name: str
    """For people."""
    readers: str
    """ffmpeg's demuxers that may open it, as `-format_whitelist` wants them."""
    mark: bytes = b""
    at: int = 0


MP3 = Kind("MP3", "mp3,aac,flac")
ADTS = Kind("AAC", "aac")
MP4 = Kind("MP4", "mov,mp4")
TRANSPORT = Kind("MPEG transport stream", "mpegts")
KINDS = (
    Kind("Matroska or WebM", "matroska,webm", b"\x1a\x45\xdf\xa3"),
    Kind("AVI", "avi", b"AVI ", 8),
    Kind("WAV", "wav", b"WAVE", 8),
    Kind("FLAC", "flac", b"fLaC"),
    Kind("Ogg", "ogg", b"OggS"),
    Kind("MPEG programme stream", "mpeg", b"\0\0\1\xba"),
    Kind("Flash video", "flv", b"FLV"),
    Kind("Windows Media", "asf", ASF),
    Kind("GIF", "gif", b"GIF8"),
    Kind("MP3", MP3.readers, b"ID3"),
)
"""Those that one mark shows; the others are told apart by `kind_of`."""

NATURES = (
    (b"#EXTM3U", "a playlist"),
    (b"[playlist]", "a playlist"),
    (b"ffconcat", "a list of other files"),
    (b"<smil", "a playlist"),
    (b"<?xml", "markup text"),
    (b"<mpd", "a manifest of other files"),
    (b"<svg", "an SVG drawing"),
    (b"<!doctype", "markup text"),
    (b"<html", "markup text"),
    (b"%!PS", "a PostScript program"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript program"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"#!", "a program"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)


def kind_of(path: Path) -> Kind | None:
    """Return what kind of sound or video a file is; None when it is none that may be opened."""
    head = _head(path)
    for kind in KINDS:
        if head[kind.at : kind.at + len(kind.mark)] == kind.mark and _is_riff(kind, head):
            return kind
    if head[4:8] in MP4_BOXES:
        return MP4
    if any(_is_transport(head, length, at) for length, at in TS_PACKETS):
        return TRANSPORT
    return _bare_sound(head.lstrip(b"\0"))


def nature_of(path: Path) -> str:
    """Say what a file that cannot be used seems to be, by its first bytes."""
    head = _head(path)
    if not head:
        return "empty"
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if b"<svg" in text.lower():
        return "an SVG drawing"
    if b"<mpd" in text.lower():
        return "a manifest of other files"
    for mark, name in NATURES:
        if text[: len(mark)].lower() == mark.lower():
            return name
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return "a HEIC photograph, which nothing here can open (save it as JPEG)"
    known = kind_of(path)
    return known.name if known else "no picture, sound or video that is known"


def only(kind: Kind) -> dict[str, str]:
    """Return ffmpeg's options under which an input is opened as this kind and reads no other."""
    return {"format_whitelist": kind.readers, "protocol_whitelist": "file"}


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _is_riff(kind: Kind, head: bytes) -> bool:
    return kind.at != 8 or head[:4] in (b"RIFF", b"RF64", b"RIFX")


def _is_transport(head: bytes, length: int, at: int) -> bool:
    marks = head[at::length][:8]
    return len(marks) > 2 and set(marks) == {0x47}


def _bare_sound(head: bytes) -> Kind | None:
    """Return MP3 or AAC for a file that begins with one of their frames."""
    if len(head) < 2 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 == 0xF0:
        return ADTS
    return MP3 if head[1] & 0x06 else None
