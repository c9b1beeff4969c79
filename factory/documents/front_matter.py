"""A document as a person saved it: bytes to text, text to front matter and body."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from factory.documents.error_words import shown
from factory.documents.strict_yaml import Mapped, read_mapping
from factory.errors import BadInput
from factory.text.hidden_characters import LOST

MAX_BYTES = 2_000_000
"""Of a brief, a channel file, or another text that somebody hands in."""
FENCE = "---"
UNBROKEN = 10_000
"""Characters of a line that no value of a brief reaches."""
DASHES = re.compile(r"[-\u2010-\u2015\u2212_~=*+]{1,10}")
KEY = re.compile(r"[A-Za-z_]{2,20}:(?:\s|$)")

# UTF-32 first: its little-endian mark begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"RIFF", "a WAV, AVI or WebP file"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich text document"),
)


WORDS_WANTED: Final = "the words to be spoken"
"""Where a file that holds them is empty."""


@dataclass(frozen=True, slots=True)
class Document:
    """A hand-written file: what its front matter says, and the text below it."""

    front: Mapped
    body: str
    body_line: int | None = 1
    """On which the body begins; None: whoever wrote it saw no lines."""

    def lines(self) -> Mapping[str, int]:
        """Return the line of each dotted key, and of the words below."""
        body = {} if self.body_line is None else {"words": self.body_line}
        return {**body, **self.front.lines}

    def without_lines(self) -> "Document":
        """Return the same, whose errors name no lines."""
        return Document(Mapped(self.front, {}, self.front.cut), self.body, None)


def decode(
    data: bytes, subject: str, most_bytes: int = MAX_BYTES, wanted: str = "text, saved as UTF-8"
) -> str:
    """Return the bytes as text with plain newlines.

    UTF-8 is wanted, with or without a byte order mark; UTF-16 and UTF-32 need theirs.

    Args:
        data: of the file.
        subject: what it is, for messages.
        most_bytes: how large it may be.
        wanted: what is missing where there is nothing in it.

    Raises:
        BadInput: nothing in it, too large, not text, or text in another encoding.
    """
    attempt = f"{subject} cannot be read"
    if len(data) > most_bytes:
        # Who reads a file reads one byte more than it may have, however many there are.
        size = f"{len(data):,}" if len(data) > most_bytes + 1 else f"more than {most_bytes:,}"
        raise BadInput(f"{attempt}: found {size} bytes; wanted at most {most_bytes:,}")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise BadInput(f"{attempt}: it is {kind}; wanted text, saved as UTF-8")
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    if encoding in ("utf-8", "utf-8-sig") and b"\0" in data:
        raise BadInput(
            f"{attempt}: found a NUL byte at offset {data.index(0)}, so it is not text;"
            " wanted text, saved as UTF-8"
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(f"{attempt}: {_undecodable(data, error)}") from error
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        raise BadInput(f"{attempt}: it is empty; wanted {wanted}")
    if LOST in text:
        before = text[max(0, text.index(LOST) - 15) : text.index(LOST)]
        raise BadInput(
            f"{attempt}: found U+FFFD after {shown(before)}, where a letter was lost as the text was opened"
            " in another encoding; wanted the letter itself"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split(text: str, subject: str) -> Document:
    """Return the front matter between `---` lines (none is allowed too) and the text below it.

    Raises:
        BadInput: the front matter is never closed, not YAML, or not a mapping.
    """
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != FENCE:
        _check_fence(lines, start, subject)
        return Document(Mapped({}, {}), text)
    for number in range(start + 1, len(lines)):
        if lines[number].rstrip() == FENCE:
            front = "\n".join(lines[start + 1 : number])
            return Document(
                read_mapping(front, f"the front matter of {subject}", start + 2),
                "\n".join(lines[number + 1 :]),
                number + 2,
            )
    raise BadInput(
        f"the front matter of {subject} cannot be read: it begins on line {start + 1} with '---'"
        " and is never closed; wanted a second line of '---' before the words"
    )


def joined(front: Mapping[str, Any], body: str, width: int = UNBROKEN) -> str:
    """Return a document of a front matter and the text below it; `split` reads it back.

    Args:
        front: plain values, in the order in which they shall stand; YAML quotes each as it needs.
        body: the text.
        width: at how many characters lines of the front matter are broken.
    """
    head = yaml.safe_dump(dict(front), allow_unicode=True, sort_keys=False, width=width)
    return f"{FENCE}\n{head}{FENCE}\n\n{body}\n"


def _check_fence(lines: list[str], start: int, subject: str) -> None:
    """Refuse dashes that were meant as a fence: an editor made them long, or a hand too many."""
    fence = lines[start].strip()
    below = next((line for line in lines[start + 1 :] if line.strip()), "")
    if DASHES.fullmatch(fence) and KEY.match(below):
        raise BadInput(
            f"the front matter of {subject} cannot be read: line {start + 1} is {shown(fence)};"
            " wanted: exactly three hyphens (---), before the keys and after them"
        )


def _undecodable(data: bytes, error: UnicodeDecodeError) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    before = data[max(0, error.start - 15) : error.start].decode("latin-1")
    return (
        f"byte 0x{data[error.start]:02X} at offset {error.start} (line {line}, after"
        f" {shown(before)}) is not {error.encoding.upper()}; wanted UTF-8:"
        " in your editor, save with encoding UTF-8"
    )
