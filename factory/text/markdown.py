"""Markdown as words to be spoken: paragraphs and chapter headings, without the markup.

The result is the form that `Brief.words` keeps: paragraphs of one line each with a blank line
between, a chapter as a paragraph that begins with `# `, and what is asked to be shown as one that
begins with `show: `. Every pattern here runs in time proportional to the text, whatever the text is.
"""

import html
import re
from dataclasses import dataclass, field

from factory.text.hidden_characters import one_line, without_hidden
from factory.text.picture_lines import SHOW, asked_in
from factory.text.unspoken_passages import without_citations

CHAPTER = "# "

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_RULE = re.compile(r" {0,3}([-*_=])(?:[ \t]*\1){2,}[ \t]*")
_ITEM = re.compile(r"\s*(?:[-*+]|(\d{1,3})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:[ \t]*\S.*")

_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]]{0,200}\])")
_LINK = re.compile(
    r"\[([^\[\]]{1,1000})\]"
    r"(?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\[\]]{0,200}\])"
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]{1,2000}>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,40}(?:[ \t\n][^<>]{0,2000})?/?>")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,1000})\1(?!`)")
_STARS = re.compile(r"(?<![*\\])(\*{1,3})(?=[^\s*])([^*]{1,2000})(?<=[^\s*\\])\1(?!\*)")
_LOW_LINES = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_]{1,2000})(?<=[^\s_\\])\1(?!\w)")
_STRUCK = re.compile(r"(?<!\\)~~([^~]{1,2000})~~")
_ESCAPE = re.compile(r"\\([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
_SIGN = re.compile(r"[!#$&()*+\-:<=>@\[\\\]^_`{|}~]|(?<=\d)\.")
_SIGN_OR_FIRST = re.compile(rf"\A\S|{_SIGN.pattern}")
_ENDED = re.compile(r"[.!?…:;。!?।؟][\"'”’»)\]]*$")


def speakable(body: str) -> str:
    """Return the body's paragraphs and chapters; empty when nothing in it can be spoken.

    Emphasis, links, quotes and inline code keep their text; lists become sentences; code blocks,
    comments, tags and pictures in mid-line are left out. `#` and `##` headings are chapters; deeper
    ones are spoken as sentences. A picture on a line of its own is what is shown.
    """
    paragraphs: list[str] = []
    for block in _blocks(_without_comments(without_hidden(body))):
        if block.startswith(SHOW):
            paragraphs.append(SHOW + one_line(block.removeprefix(SHOW)))
            continue
        chapter = block.startswith(CHAPTER)
        text = one_line(plain(block.removeprefix(CHAPTER))).lstrip("# ")
        if text:
            paragraphs.append(f"{CHAPTER}{text}" if chapter else text)
    return "\n\n".join(paragraphs)


def written(words: str) -> str:
    """Return Markdown that `speakable` reads back to the same words, as plain as that can be.

    A paragraph stays as it is where no sign in it means anything; else its signs are escaped, and
    where Markdown takes an escaped sign for a sign all the same, written as numbers.
    """
    return "\n\n".join(_written(paragraph) for paragraph in words.split("\n\n"))


def _written(paragraph: str) -> str:
    if paragraph.startswith(SHOW):
        return paragraph
    mark = CHAPTER if paragraph.startswith(CHAPTER) else ""
    text = paragraph.removeprefix(mark)
    for way in (text, _SIGN.sub(r"\\\g<0>", text)):
        if speakable(mark + way) == paragraph:
            return mark + way
    return mark + _SIGN_OR_FIRST.sub(lambda found: f"&#{ord(found[0])};", text)


def plain(text: str) -> str:
    """Return one paragraph without inline markup."""
    text = without_citations(text)  # before links: `out.[3][4]` looks like one
    for pattern, kept in (
        (_IMAGE, ""),
        (_FOOTNOTE, ""),
        (_LINK, r"\1"),
        (_AUTOLINK, ""),
        (_TAG, ""),
        (_CODE, r"\2"),
        (_STARS, r"\2"),
        (_STARS, r"\2"),
        (_LOW_LINES, r"\2"),
        (_LOW_LINES, r"\2"),
        (_STRUCK, r"\1"),
        (_ESCAPE, r"\1"),
    ):
        text = pattern.sub(kept, text)
    return without_hidden(html.unescape(text))


@dataclass
class _Block:
    """Lines that belong together: the pieces are list items, or one piece of running text."""

    pieces: list[list[str]] = field(default_factory=list[list[str]])
    """Each as the lines it was written in: joined once, so that a long one takes no longer a line."""
    listed: bool = False

    def begin(self, text: str) -> None:
        self.pieces.append([text])
        self.listed = True

    def go_on(self, text: str) -> None:
        if self.pieces:
            self.pieces[-1].append(text)
        else:
            self.pieces.append([text])

    @property
    def text(self) -> str:
        pieces = (" ".join(lines) for lines in self.pieces)
        return " ".join(_ended(piece) if self.listed else piece for piece in pieces)


def _blocks(text: str) -> list[str]:
    """Return paragraphs, headings and lists; the items of a list are one paragraph."""
    blocks = [_Block()]
    fence = ""
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1] == fence):
            fence = "" if fence else opened[1]
        elif not fence:
            _read_line(line, blocks)
    return [block.text for block in blocks if block.pieces]


def _read_line(line: str, blocks: list[_Block]) -> None:
    block = blocks[-1]
    if heading := _HEADING.match(line):
        blocks.extend((_heading(len(heading[1]), line[heading.end() :]), _Block()))
    elif asked := asked_in(line):
        blocks.extend((_Block([[SHOW + asked]]), _Block()))
    elif not line.strip() or _RULE.fullmatch(line) or _DEFINITION.fullmatch(line):
        blocks.append(_Block())
    elif (item := _ITEM.match(line)) and _begins_item(item[1], block):
        block.begin(line[item.end() :].strip())
    else:
        quote = _QUOTE.match(line)
        block.go_on(_with_pause(line[quote.end() if quote else 0 :]))


def _with_pause(line: str) -> str:
    """Return a line of running text; one that is broken on purpose, as in verse, ends in a pause."""
    text = line.strip().removesuffix("\\").rstrip()
    broken = line.endswith(("  ", "\\"))
    return f"{text}," if broken and text and text[-1].isalnum() else text


def _begins_item(number: str | None, block: _Block) -> bool:
    """Only `1.` may begin a list in mid-paragraph: `9. Juli` at a line's start is a date."""
    return number in (None, "1") or block.listed or not block.pieces


def _heading(level: int, rest: str) -> _Block:
    title = rest.strip()
    bare = title.rstrip("#")
    if bare != title and (not bare or bare[-1].isspace()):
        title = bare.rstrip()
    if not title:
        return _Block()
    return _Block([[CHAPTER + title]]) if level <= 2 else _Block([[title]], listed=True)


def _ended(text: str) -> str:
    text = text.strip()
    return text if not text or _ENDED.search(text) else text + "."


def _without_comments(text: str) -> str:
    """Return the text without `<!-- -->`; one that is never closed runs to the end."""
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)
