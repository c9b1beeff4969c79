"""JSON of others: whatever it holds, it is read or refused, and what nothing can keep is found."""

import pytest

from factory.documents.foreign_json import parsed_json, unkeepable


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "", b"\xff\xfe\xfd", "1" * 5000]
)
def test_whatever_is_wrong_with_it_is_one_kind_of_error(text: str | bytes):
    with pytest.raises(ValueError, match="."):
        parsed_json(text)


def test_what_cannot_be_kept_is_named_at_any_depth():
    found = {"a": ["fine", {"b": "x\0"}], "\ud800": 1, "c": "\U0001f600", "d": ("\udfff",)}
    assert sorted(unkeepable(found)) == ["a.1.b", "d.0", "u+d800"]
    deep: object = "\0"
    for _ in range(5000):
        deep = [deep]
    assert len(list(unkeepable(deep))) == 1
