"""Rules that stand on a platform's text say which, when it was read, and when to read it again."""

import json
from datetime import timedelta

from click.testing import CliRunner

from desk.terminal.cli import cli
from factory.rules.registry import RULES
from factory.rules.sources import SOURCES, STALE_AFTER


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
