"""Moderation: what the emulated classifier flags becomes a finding."""

from pathlib import Path

import pytest
from PIL import Image

from factory.errors import TransientError
from resources.openai_moderation import OpenAiModerator
from tests.fakes.vendors import Vendors


def test_words_that_are_flagged_are_named_with_their_category(vendors: Vendors):
    texts = [
        ("sentence s001-1", "A quiet harbour."),
        ("sentence s001-2", "Then came the massacre."),
    ]
    finding = OpenAiModerator().words(texts)
    assert not finding.passed
    assert "s001-2" in finding.found
    assert "violence" in finding.found
    assert "s001-1" not in finding.found
    assert OpenAiModerator().words(texts[:1]).passed


def test_many_texts_go_out_in_few_requests(vendors: Vendors):
    finding = OpenAiModerator().words([(f"s{n}", "A quiet harbour.") for n in range(70)])
    assert finding.passed
    assert len(vendors.seen("openai")) == 3
    assert vendors.paid() == []


def test_a_picture_is_shown_small_and_judged(vendors: Vendors, tmp_path: Path):
    Image.new("RGB", (1200, 800), "teal").save(tmp_path / "1.png")
    shown = [("picture of s001", tmp_path / "1.png")]
    assert OpenAiModerator().pictures(shown).passed
    vendors.order("flagged", categories=["violence/graphic"])
    finding = OpenAiModerator().pictures(shown)
    assert not finding.passed
    assert "picture of s001: violence/graphic" in finding.found


def test_no_answer_is_no_verdict(vendors: Vendors):
    vendors.order("overloaded")
    with pytest.raises(TransientError):
        OpenAiModerator().words([("s1", "A quiet harbour.")])
