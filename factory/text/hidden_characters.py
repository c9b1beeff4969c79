"""Characters that no reader can see and no voice can say."""

import re
import unicodedata

# U+202A-202E and U+2066-2069 reorder the text around them, so that a title reads as another one.
# The plain marks U+200E and U+200F stay: Hebrew and Arabic are written with them.
BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
HIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{BIDI_CONTROLS}\ufeff\ufffe\uffff\ud800-\udfff]")

LOST = "\ufffd"
"""What programs write for a letter that they could not read; a voice would say its name."""
_UNWANTED = re.compile(f"{HIDDEN.pattern}|{LOST}")


def without_hidden(text: str) -> str:
    """Return the text in composed form (NFC), without control and direction characters."""
    return unicodedata.normalize("NFC", HIDDEN.sub("", text))


def hidden_in(text: str) -> str | None:
    """Return where the first control or direction character, or lost letter, stands; None: there is none."""
    found = _UNWANTED.search(text)
    if found is None:
        return None
    code = ord(found.group())
    if re.match(f"[{BIDI_CONTROLS}]", found.group()):
        kind = "a direction override"
    elif 0xD800 <= code <= 0xDFFF:
        kind = "half a character"
    else:
        kind = "a letter that was lost" if found.group() == LOST else "a control character"
    return f"{kind} (U+{code:04X}) as character {found.start() + 1}"


def one_line(text: str) -> str:
    """Return the text with every run of white space, newlines included, folded to one space."""
    return " ".join(text.split())
