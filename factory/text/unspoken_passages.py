"""Unspoken passages, what is no prose in pasted text: tables, directions to a reader or a camera, marks of citation.

Patterns run in time proportional to the text.
"""

import re

_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*|[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*")
_CITATION = re.compile(
    r"(?<=[^\s\[\](!])[ \t]?"
    r"(?:\[(?:\d{1,3}(?:[ \t]?[,–-][ \t]?\d{1,3}){0,9}|(?:note|nb|n\.) ?\d{1,3}"
    r"|(?:citation|clarification|page|quotation) needed|better source needed|who\?|when\?)\])+(?!\()"
)
_LETTER_CITATION = re.compile(r"(?<=[.,;:!?\w\"”])(?:\[[a-z]\])+(?![\w\[(])")

_SPEAKER = re.compile(
    r"(?:\*\*|__)?(?:NARRATOR|VOICE ?-?OVER|V\.?O\.?|HOST|SPEAKER|INTERVIEWER|ERZÄHLER(?:IN)?|SPRECHER(?:IN)?"
    r"|NARRADORA?|NARRAT(?:EUR|RICE)|NARRATORE)(?: ?\d{1,2})?(?: ?\([^()\n]{1,40}\))?(?:\*\*|__)? ?:(?:\*\*|__)?[ \t]*",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\[(?:SCENE|SHOT|CUT|FADE|MUSIC|SFX|SOUND|PAUSE|BEAT|B-?ROLL|CAMERA|VISUAL|TITLE|TEXT|INTRO|OUTRO"
    r"|SZENE|MUSIK|SCHNITT|ESCENA|MÚSICA|SCÈNE|MUSIQUE|SCENA|MUSICA|CENA)\b[^\[\]\n]{0,300}\]",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?:CUT TO|FADE (?:IN|OUT|TO [A-Z]+)|DISSOLVE TO)[:.]?|(?:INT|EXT)\. [^\n]{1,80}"
)


def table_lines(text: str) -> list[int]:
    """Return the numbers, from 1, of the first lines of tables: two rows or more in a run."""
    rows = [bool(_ROW.fullmatch(line)) for line in text.split("\n")]
    return [
        at + 1
        for at, row in enumerate(rows)
        if row and (at == 0 or not rows[at - 1]) and at + 1 < len(rows) and rows[at + 1]
    ]


def without_citations(text: str) -> str:
    """Return the text without `[1]`, `[3][4]`, `[citation needed]` behind a word or a mark."""
    return _LETTER_CITATION.sub("", _CITATION.sub("", text))


def direction_in(text: str) -> str | None:
    """Return the first direction in a line: `NARRATOR:`, `[MUSIC FADES]`, `CUT TO:`; or None."""
    found = _SPEAKER.match(text) or _HEADED.search(text) or _CUT.fullmatch(text.strip())
    return found[0].strip() if found else None


def without_directions(text: str) -> str:
    """Return the text without the directions in it."""
    return "\n".join(
        ""
        if _CUT.fullmatch(line.strip())
        else _HEADED.sub("", _SPEAKER.sub("", line, count=1))
        if _SPEAKER.match(line)
        else _HEADED.sub("", line)
        for line in text.split("\n")
    )
