"""The keys of the desk: what its help says is what its script does, and so is every letter on a button."""

import re
from pathlib import Path

import desk.web

WEB = Path(desk.web.__file__).parent
SCRIPT = (WEB / "static" / "keyboard.js").read_text(encoding="utf-8")
HELP = (WEB / "templates" / "desk_frame.html").read_text(encoding="utf-8")
ANYWHERE = {"g", "?", "/", "esc", "↵"}
"""They lead, find, close and send on every page, and are no action's."""


def _table(name: str) -> set[str]:
    body = re.search(rf"const {name} = {{(.*?)}};", SCRIPT, re.DOTALL)
    assert body, name
    return {quoted or bare for quoted, bare in re.findall(r'(?:"(.)"|\b(\w)):', body[1])}


def _told(page: str) -> set[str]:
    return {letter.lower() for letter in re.findall(r"<kbd>(.+?)</kbd>", page)}


def test_the_help_names_every_key_that_does_something_and_no_other():
    keys, places = _table("KEYS") - {" "}, _table("PLACES")  # the space bar plays, as K does
    assert len(keys) > 12 and places

    assert _told(HELP) == (keys | places | ANYWHERE) - {"↵"}


def test_a_letter_beside_a_button_is_a_key():
    for page in (WEB / "templates").glob("*.html"):
        strange = _told(page.read_text(encoding="utf-8")) - _table("KEYS") - ANYWHERE
        assert page.name == "desk_frame.html" or not strange, f"{page.name}: {strange}"
