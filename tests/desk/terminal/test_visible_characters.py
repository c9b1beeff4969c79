"""What comes from outside steers no terminal."""

from desk.terminal.visible_characters import visible
from tests.desk.terminal.studio import Studio


def test_only_what_steers_a_terminal_or_turns_text_round_is_spelled_out():
    assert visible("a\x1b]0;x\x07\x9b31m\u202eb\u2066\r") == (
        "a\\x1b]0;x\\x07\\x9b31m\\u202eb\\u2066\\r"
    )
    kept = "two\n\tlines, naïve, \u05d0\u05d1, \u0645\u06cc\u200c\u062e, \U0001f469\u200d\U0001f680"
    assert visible(kept) == kept


def test_a_name_in_an_error_steers_no_terminal(studio: Studio):
    said = studio.refused("show", "demo\x1b[2J\u202ex")
    assert "demo\\x1b[2J\\u202ex" in said
    assert not {"\x1b", "\u202e"} & set(said)
