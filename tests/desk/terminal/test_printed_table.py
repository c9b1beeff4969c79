"""Rows on a terminal fit it: no word is cut, and no ID; in a pipe each is one line."""

from functools import partial

from desk.terminal.printed_table import print_table
from tests.desk.terminal.printed import printed

ID = "vendors-days-20261126-the-lighthouse-that-walked-into-the-sea"
TITLE = "The lighthouse that walked into the sea, and what the keeper's daughter said of it"
HEADS = ("video", "outlet", "views", "what to do")
ROWS = [
    (f"{TITLE}  {ID}", "YouTube", "1,204", "Prepare another title or thumbnail"),
    ("Short  a-b", "TikTok", "7", "Leave it as it is"),
]
show = partial(print_table, HEADS, ROWS, right={"views"})


def test_what_fits_stands_in_columns_with_numbers_to_the_right():
    rows = [("one", "7", "a"), ("three", "1,204", "b")]
    assert printed(partial(print_table, ("name", "views", "x"), rows, right={"views"}), 80) == [
        "name   views  x",
        "one        7  a",
        "three  1,204  b",
    ]


def test_in_a_pipe_each_row_is_one_line_however_long():
    lines = printed(show)
    assert len(lines) == 3
    assert TITLE in lines[1] and ID in lines[1]


def test_what_does_not_fit_stands_below_its_name_in_columns_of_its_own():
    for columns in (80, 100):
        lines = printed(show, columns)
        assert all(len(line) <= columns for line in lines)
        assert sum(ID in line for line in lines) == 1
        assert " ".join(" ".join(lines).split()).count(TITLE) == 1
        below = [line for line in lines if "YouTube" in line or "TikTok" in line]
        assert len({line.index("e it") for line in below if "Leave" in line}) == 1
        assert all(line.startswith("  ") for line in below)


def test_on_a_very_narrow_terminal_cells_follow_one_another_and_numbers_say_what_they_are():
    lines = printed(show, 40)
    assert all(len(line) <= 40 or ID in line for line in lines)
    assert "views 1,204" in " ".join(lines)


def test_a_long_last_cell_is_broken_between_words_in_its_own_column():
    rows = [
        ("scratch", "12", "what a render leaves behind when its process ends before it is done")
    ]
    heads, *lines = printed(partial(print_table, ("kind", "count", "what it is"), rows), 60)
    at = heads.index("what it is")
    assert len(lines) == 2 and all(len(line) <= 60 for line in lines)
    assert lines[1][:at].strip() == "" and lines[1][at] != " "


def test_what_is_told_of_a_row_stands_below_it():
    told = [["it was sent: 3 days ago"], []]
    lines = printed(partial(print_table, ("a", "b"), [("1", "2"), ("3", "4")], details=told), 80)
    assert lines == ["a  b", "1  2", "    it was sent: 3 days ago", "3  4"]


def test_of_no_rows_nothing_is_printed():
    assert printed(partial(print_table, ("a",), [], title="Nothing")) == []


def test_what_would_steer_the_terminal_is_spelled_out():
    (_, line) = printed(partial(print_table, ("a",), [("x\x1b[2Jy",)]), 80, keep_colours=True)
    assert "\\x1b[2J" in line
