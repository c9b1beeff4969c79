"""Loudness from counted blocks: gates, repeats, and a level that moves."""

import pytest

from factory.timeline.loudness_statistics import Passage, Reading, Tally, abridged, tally


def steady(level_lufs: float, seconds: float, start: float = 0.0) -> list[Reading]:
    """Readings of a sound at one level, ten a second."""
    return [Reading(start + n / 10, level_lufs, level_lufs) for n in range(round(seconds * 10))]


def test_blocks_ten_units_below_the_mean_do_not_count():
    heard = tally(steady(-20, 60) + steady(-35, 60, 60), [Passage(120, 1)])
    assert heard.integrated_lufs == pytest.approx(-20, abs=0.05)


def test_silence_has_no_range_and_lies_at_the_gate():
    heard = tally(steady(-120, 5), [Passage(5, 1)])
    assert (heard.integrated_lufs, heard.range_lu) == (-70, 0)


def test_what_repeats_counts_as_often_as_it_is_heard():
    passages = abridged([(10, 1), (5, 40), (10, 1)])
    assert passages == [Passage(10, 1), Passage(5, 1), Passage(5, 39), Passage(10, 1)]
    levels = [(-18, 10, 0), (-24, 10, 10), (-18, 10, 20)]
    heard = tally([r for level, n, at in levels for r in steady(level, n, at)], passages)
    assert sum(heard.momentary.values()) == 10 * (10 + 5 * 40 + 10)
    whole = tally(steady(-18, 20) + steady(-24, 200, 20), [Passage(220, 1)])
    assert heard.integrated_lufs == pytest.approx(whole.integrated_lufs, abs=0.001)
    assert heard.range_lu == whole.range_lu


def test_tallies_add_up():
    soft = tally(steady(-26, 10), [Passage(10, 1)], -9.0)
    loud = tally(steady(-20, 10), [Passage(10, 1)], -3.0)
    assert (soft + loud).true_peak_dbtp == -3.0
    assert soft + loud + soft == soft + soft + loud
    assert loud.louder(-6) == soft


def test_a_tally_can_be_kept_as_json():
    heard = tally(steady(-23, 3), [Passage(3, 1)], -4.5)
    assert Tally.from_json(heard.to_json()) == heard
