"""What stands wrong in a factory is told once in every conversation, and can be muted."""

from contextlib import suppress
from datetime import UTC, datetime

import dagster as dg
import pytest
import sqlalchemy as sa

from desk.actions.alerts import all_alerts, mute_alert
from desk.actions.chat_decisions import messages_of
from desk.actions.publishing.reviews import decide
from factory.channel.provider_settings import Voice
from factory.errors import BadInput, PermanentError
from factory.workflow.layer_hook import HOOKS_FILE
from sensors.standing_alerts import standing_alerts
from tests.fakes.reviewable import VIDEO, Reviewable
from wiring.factory import Factory


@pytest.fixture
def factory(idle_factory: Factory, monkeypatch: pytest.MonkeyPatch) -> Factory:
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setenv("FACTORY_MAIL_TO", "ops@example.org")
    return Factory(type(idle_factory.settings).from_env(), idle_factory.url)


def told(factory: Factory) -> list[tuple[str, str]]:
    """Ask the sensor once; return what every message says by now."""
    parts = {
        "alert_facts": factory.catalogue.alert_facts,
        "alerts": factory.catalogue.alerts,
        "limit_uses": factory.limit_uses,
        "messages": factory.catalogue.messages,
        "messengers": factory.messengers,
    }
    with dg.build_sensor_context(resources=parts) as context:
        standing_alerts(context)
    said = sa.text(
        "SELECT message ->> 'heading', message ->> 'title' FROM factory.messages "
        "WHERE cause LIKE 'alert%' ORDER BY id"
    )
    with factory.catalogue.engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(said)]


def fail(factory: Factory, stage: str = "audio", why: str = "the voice is away") -> None:
    with suppress(PermanentError), factory.catalogue.stages.stage(VIDEO, stage, "run-1"):
        raise PermanentError(why)


def test_a_failure_is_told_once_until_it_is_muted_and_another_cause_is_told_as_well(
    factory: Factory,
):
    Reviewable(factory).accept()
    fail(factory)
    first = [("Failed", "audio by piper, 1 video")]
    assert told(factory) == first
    assert told(factory) == first
    (kept,) = all_alerts()
    assert (kept.told, kept.alert.videos) == (1, (VIDEO,))
    assert "the voice is away" in kept.alert.message.plain
    mute_alert(kept.id, 24)
    fail(factory, why="the voice has another fault")
    assert len(told(factory)) == 2
    assert {one.muted_until is None for one in all_alerts()} == {True, False}


HOOKS = """hooks:
  - {before: audio, command: [sh, -c, "echo no room at the NAS; exit 3"]}
  - {after: audio, command: [sleep, "600"], seconds: 0.2}
"""


def test_a_hook_that_fails_and_one_that_hangs_are_told_once_each_with_stage_reason_and_remedy(
    factory: Factory,
):
    Reviewable(factory).accept()
    path = factory.settings.home / HOOKS_FILE
    path.write_text(HOOKS, encoding="utf-8")
    path.chmod(0o640)
    for _ in range(2):
        with factory.stages.stage(VIDEO, "audio", "run-1"):
            pass
        assert sorted(told(factory)) == [
            ("Failed", "hook sh before audio"),
            ("Failed", "hook sleep after audio"),
        ]
    said = {one.alert.title: one.alert.message.plain for one in all_alerts()}
    assert "exit code 3: no room at the NAS" in said["hook sh before audio"]
    assert "ended after 0.2 s" in said["hook sleep after audio"]
    for words in said.values():
        assert all(part in words for part in ("Stage: audio", VIDEO, "To mend: the program"))


def test_a_failure_that_was_mended_and_is_there_again_is_told_again(factory: Factory):
    Reviewable(factory).accept()
    fail(factory)
    assert len(told(factory)) == 1
    counts: list[int] = []
    for unseen in ("5 minutes", "7 hours"):
        with factory.catalogue.engine.begin() as connection:
            connection.execute(
                sa.text(
                    "UPDATE factory.alerts SET told_at = told_at - interval '7 hours', "
                    f"last_at = now() - interval '{unseen}'"
                )
            )
        counts.append(len(told(factory)))
    assert counts == [1, 2], "what stood all the time is nothing new"


def test_a_failure_names_its_vendor_or_outlet_as_people_do(factory: Factory):
    Reviewable(factory).accept(voice=Voice(provider="openai", name="alloy"))
    fail(factory)
    assert told(factory) == [("Failed", "audio by OpenAI, 1 video")]
    fail(factory, stage="uploads/youtube")
    assert ("Failed", "uploads/youtube by YouTube, 1 video") in told(factory)


def test_alerts_go_to_other_services_as_well_and_reviews_do_not(
    idle_factory: Factory, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("FACTORY_ALERTS_TO", "json://127.0.0.1:1/a-key ntfy://topic")
    factory = Factory(type(idle_factory.settings).from_env(), idle_factory.url)
    Reviewable(factory).accept()
    fail(factory)
    assert told(factory) == [("Failed", "audio by piper, 1 video")] * 2
    named = sa.text("SELECT messenger, split_part(conversation, ' ', 1) FROM factory.messages")
    with factory.catalogue.engine.connect() as connection:
        found = sorted((row[0], row[1]) for row in connection.execute(named))
    assert found == [("apprise", "json"), ("apprise", "ntfy")]
    assert factory.messengers.conversations(None) == []


def test_a_budget_of_which_four_fifths_are_used_is_told(factory: Factory):
    spent = sa.text(
        "INSERT INTO factory.spending (day, tenant, channel, spent_usd, reserved_usd) "
        "VALUES (current_date, 'default', 'tales', 17, 0)"
    )
    with factory.catalogue.engine.begin() as connection:
        connection.execute(spent)
    assert told(factory) == [("Budget", "80% of what channel tales may spend a day")]


def test_a_review_that_nobody_decides_is_reminded_of_escalated_held_and_told(factory: Factory):
    video = Reviewable(factory)
    video.accept()
    video.render()
    reviews, done = messages_of(factory), list[str]()
    for _ in range(6):
        done += [line.rpartition(" ")[2] for line in reviews.keep_up(datetime.now(UTC))]
        with factory.catalogue.engine.begin() as connection:  # two days go by
            connection.execute(
                sa.text(
                    "UPDATE factory.review_waits SET asked_at = asked_at - interval '2 days', "
                    "reminded_at = reminded_at - interval '2 days', "
                    "escalated_at = escalated_at - interval '2 days'"
                )
            )
    assert done == ["ask", "remind", "remind", "escalate", "hold"]
    (asked,) = factory.catalogue.reports.show(VIDEO).asked
    assert asked.words.endswith(
        "reminded of twice, given to other reviewers, held, as nobody decided"
    )
    assert video.decisions == [("policy: nobody decided in time", "held", "factory")]
    assert ("Nobody decided", "About a-video") in told(factory)
    said = sa.text("SELECT message ->> 'heading', message ->> 'decided' FROM factory.messages")
    with factory.catalogue.engine.connect() as connection:
        asked = {row[0]: row[1] for row in connection.execute(said)}
    assert "Held by policy" in asked["Still to decide"]
    assert "Held by policy" in asked["Nobody has decided"]


def test_the_week_before_is_reported_once(factory: Factory):
    video = Reviewable(factory)
    video.accept()
    master = video.render()
    reviews = messages_of(factory)
    reviews.keep_up(datetime.now(UTC))
    decide(VIDEO, "held", master.sha256, "")
    with factory.catalogue.engine.begin() as connection:
        connection.execute(
            sa.text(
                "UPDATE factory.reviews SET decided_at = date_trunc('week', now()) - interval '3 d'"
            )
        )
    for _ in range(2):
        found = [title for heading, title in told(factory) if heading == "Report"]
        assert len(found) == 1
        assert "0 decided" in found[0]
    (report,) = [one for one in all_alerts() if one.alert.kind == "report"]
    assert "tales: 0 approved, 0 rejected, 0 to be changed, 1 held" in report.alert.facts[0]


def test_an_alert_that_there_is_not_cannot_be_muted(factory: Factory):
    with pytest.raises(PermanentError, match="there is no alert 404"):
        mute_alert(404, 1)
    with pytest.raises(BadInput, match="wanted 0 to"):
        mute_alert(1, -1)
