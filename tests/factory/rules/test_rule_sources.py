"""Rules that stand on a platform's text say which, when it was read, and when to read it again."""

import json
from datetime import timedelta

from click.testing import CliRunner

from desk.terminal.cli import cli
from factory.rules.page import rules_page
from factory.rules.registry import RULES
from factory.rules.rule_sources import MASS_PRODUCTION, SOURCES, STALE_AFTER, sourced_rules
from factory.video_formats.formats import formats
from tests.fakes.render_manifests import some_evidence


def test_only_rules_that_there_are_have_sources():
    assert set(SOURCES) <= set(RULES.names)


def test_a_source_is_stale_the_day_after_ninety_days():
    for source in SOURCES.values():
        assert not source.is_stale(source.read + STALE_AFTER)
        assert source.is_stale(source.read + STALE_AFTER + timedelta(days=1))


def test_the_command_lists_every_rule_with_its_source():
    told = json.loads(CliRunner().invoke(cli, ["rules", "--json"]).output)
    assert (told["version"], [row["rule"] for row in told["rules"]]) == (
        RULES.version,
        [*RULES.names],
    )
    row = next(row for row in told["rules"] if row["rule"] == "synthetic_media_is_answered")
    assert "14328491" in row["source"]
    assert (row["read"], len(row["note"])) == ("2026-11-27", 12)
    assert row["platforms"] == ["youtube", "tiktok", "instagram"]


def test_every_rule_says_its_version_and_the_formats_it_speaks_of():
    told = {one.rule: one for one in sourced_rules()}
    assert len({one.version for one in told.values()}) == len(RULES.rules)
    assert told["narration_is_not_silent"].formats == ("draft", "longform", "short", "sleep")
    assert not told["narration_is_not_silent"].every_format
    assert told["loudness_range_is_within_the_format"].formats == ("sleep",)
    assert told["streams_are_h264_and_aac"].every_format
    page = rules_page()
    assert f"| `{told['words_are_heard'].version}` |" in page
    assert f"read 2026-11-27, note `{MASS_PRODUCTION.note_hash}`" in page


def test_a_rule_is_not_asked_about_a_format_that_it_does_not_speak_of():
    evidence = some_evidence()
    clip = evidence.model_copy(update={"profile": formats()["clip"]})
    (rule,) = (one for one in RULES.rules if one.name == "narration_is_not_silent")
    assert rule.judge(evidence).outcome == "passed"
    said = rule.judge(clip)
    assert (said.outcome, said.found) == (
        "not asked",
        "it speaks of formats with a narrator, and this is clip",
    )
