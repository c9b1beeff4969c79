"""`factory ideas propose` says what writers would charge before it asks them."""

import re
from datetime import date

import pytest
from click.testing import CliRunner

from desk.terminal.commands.ideas import ideas
from factory.errors import PermanentError
from factory.ideas.proposal import proposals
from tests.fakes.vendors import Vendors
from wiring.factory import Factory

CHANNEL = """
name: {name}
title: {name}
format: short
words: {words}
compliance: {{made_for_kids: false, synthetic_media: true}}
ideas: {{from_writer: 2, topics: [The tower of {name}]}}
"""


def in_channel(factory: Factory, name: str, words: str) -> None:
    folder = factory.settings.home / "channels"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(CHANNEL.format(name=name, words=words), encoding="utf-8")


def test_writers_are_asked_at_a_price_that_was_agreed_to(idle_factory: Factory, vendors: Vendors):
    in_channel(idle_factory, "tales", "{provider: openai, model: gpt-6-luna}")
    runner = CliRunner()
    unasked = runner.invoke(ideas, ["propose", "--day", "2026-11-27"])
    assert isinstance(unasked.exception, PermanentError)
    assert "this is no terminal to ask in; `--yes` says so" in str(unasked.exception)
    assert not vendors.seen("openai")
    agreed = runner.invoke(ideas, ["propose", "--day", "2026-11-27", "--yes"])
    assert "by the writers of tales, for $0." in agreed.stderr
    assert len(idle_factory.catalogue.ideas.newest(9)) == 3
    again = runner.invoke(ideas, ["propose", "--day", "2026-11-27"])
    assert (again.exit_code, again.stderr) == (0, ""), "who was asked is not asked again"


def test_a_writer_without_a_price_is_named_and_costs_nobody_their_topics(
    idle_factory: Factory, vendors: Vendors
):
    in_channel(idle_factory, "tales", "{provider: openai, model: of-nobody}")
    done = CliRunner().invoke(ideas, ["propose", "--day", "2026-11-27"])
    assert done.exit_code == 0 and "not asked: tales: " in done.stdout
    assert "of-nobody" in done.stdout and not vendors.seen("openai")
    (idea,) = idle_factory.catalogue.ideas.newest(9)
    assert idea.source == "topics"


def test_the_best_idea_stands_first_and_what_was_decided_last(idle_factory: Factory):
    in_channel(idle_factory, "tales", "{provider: openai, model: of-nobody}")
    first = idle_factory.catalogue.ideas
    channel = idle_factory.channels.named("tales")
    found = [
        one.model_copy(
            update={"score": score, "idea_id": f"{one.idea_id}-{score}", "title": str(score)}
        )
        for score in (0.65, 0.89, 0.2)
        for one in proposals(channel, date(2026, 11, 27), first.told("tales"))
    ]
    first.propose(found, None)
    first.decide(found[1].idea_id, "rejected", "mara", "no")
    shown = CliRunner().invoke(ideas, [])
    assert re.findall(r"^(0[.][0-9]+)  ", shown.stdout, re.MULTILINE) == ["0.65", "0.20", "0.89"]


def test_an_idea_is_approved_at_the_price_of_its_video(
    idle_factory: Factory, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    in_channel(idle_factory, "tales", "{provider: openai, model: gpt-6-luna}")
    kept, channel = idle_factory.catalogue.ideas, idle_factory.channels.named("tales")
    (idea,) = proposals(channel, date(2026, 11, 27), kept.told("tales"))
    kept.propose([idea], None)
    unasked = CliRunner().invoke(ideas, ["approve", idea.idea_id])
    assert isinstance(unasked.exception, PermanentError)
    assert "Words, 1 script, OpenAI: $" in str(unasked.exception)
    assert [one.state for one in kept.newest(9)] == ["new"]
    agreed = CliRunner().invoke(ideas, ["approve", idea.idea_id, "--yes"])
    assert "The video of 'The tower of tales' for $" in agreed.stderr
    assert [one.state for one in kept.newest(9)] == ["approved"]


def test_an_idea_of_which_no_video_can_be_made_is_not_approved(idle_factory: Factory):
    in_channel(idle_factory, "tales", "{provider: openai, model: of-nobody}")
    kept, channel = idle_factory.catalogue.ideas, idle_factory.channels.named("tales")
    kept.propose(proposals(channel, date(2026, 11, 27), kept.told("tales")), None)
    (idea,) = kept.newest(9)
    refused = CliRunner().invoke(ideas, ["approve", idea.idea_id, "--yes"])
    assert "no video can be made of 'The tower of tales'" in str(refused.exception)
    assert [one.state for one in kept.newest(9)] == ["new"]
