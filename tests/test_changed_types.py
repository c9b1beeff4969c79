"""Types of what has changed: nothing is left unchecked that a change may have broken."""

from tests.changed_types import to_check

PASSED = {"a.py": "1", "b.py": "1", "c.py": "1"}
IMPORTS = [("b.py", "a.py"), ("c.py", "b.py"), ("b.py", "gone.py")]


def test_a_changed_file_is_checked_with_those_that_import_it():
    assert to_check(PASSED, {**PASSED, "a.py": "2"}, IMPORTS) == ["a.py", "b.py"]


def test_a_new_file_is_checked():
    assert to_check(PASSED, {**PASSED, "new.py": "1"}, IMPORTS) == ["new.py"]


def test_what_imports_a_file_that_went_is_checked():
    assert to_check({**PASSED, "gone.py": "1"}, PASSED, IMPORTS) == ["b.py"]


def test_nothing_is_checked_where_nothing_changed():
    assert to_check(PASSED, PASSED, IMPORTS) == []
