"""News: the lines of a running factory's terminal."""

from queue import SimpleQueue

from desk.server.terminal_news import LONGEST_LINE, headline, told
from factory.workflow import events as topics
from factory.workflow.phases import MAX_ATTEMPTS
from wiring.factory import Factory


def test_a_rejected_brief_is_one_line_whatever_its_name_holds():
    payload = {"file": "a\x1b[2J.md", "reason": "no title\nwanted: a title"}
    line = headline({"topic": "brief.rejected", "video_id": None, "payload": payload})
    assert line == "rejected   a [2J.md: no title"


def test_of_many_reasons_the_first_is_told_and_where_all_lie():
    reason = "brief 'a.md' cannot be accepted:\n  - line 2: title: none\n  - line 4: x\nMend these."
    payload = {"file": "a.md", "reason": reason}
    assert headline({"topic": "brief.rejected", "video_id": None, "payload": payload}) == (
        "rejected   a.md: line 2: title: none; all reasons: inbox/rejected/a.md.reason.txt"
    )


def test_a_long_error_is_cut():
    payload = {"run_id": "r", "job": "plan", "error": "x" * 1000}
    line = headline({"topic": "run.failed", "video_id": "v-1", "payload": payload})
    assert line is not None
    assert len(line) == LONGEST_LINE


def test_the_commands_of_a_video_that_waits_for_a_person_are_whole():
    command = f"`factory approve {'long-name-' * 30}`"
    event = {"topic": topics.VIDEOS_RENDERED, "video_id": "v-1", "payload": {}}
    line = headline(event, f"look at it, then {command}")
    assert line and line.endswith(command)


def test_what_nobody_waits_for_is_no_news():
    assert headline({"topic": "stage.started", "video_id": "v-1", "payload": {}}) is None


def test_a_video_that_waits_is_told_with_what_it_waits_for_and_is_no_failure():
    broke = {"topic": "run.failed", "video_id": "v-1", "payload": {"job": "plan", "error": "E"}}
    assert headline(broke, "the month's budget is spent") == (
        "waiting    v-1: the month's budget is spent"
    )
    assert headline(broke) == "failed     v-1: E"
    made = {"topic": "videos.rendered", "video_id": "v-1", "payload": {}}
    assert headline(made, "look at it") == "waiting    v-1: look at it"
    assert headline(made) == "rendered   v-1"


def test_a_render_that_a_rule_refuses_is_not_told_as_waiting():
    made = {"topic": "videos.rendered", "video_id": "v-1", "payload": {"refused": True}}
    assert headline(made, "look at it") is None


def test_a_run_whose_process_ended_is_told_as_a_failure_only_when_it_may_not_begin_again():
    facts = {"job": "plan", "error": "its process is gone", "died_at_attempt": 1}
    died = {"topic": "run.failed", "video_id": "v-1", "payload": facts}
    assert headline(died) == "goes on    v-1: plan begins again, as its process is gone"
    last = {**died, "payload": {**facts, "died_at_attempt": MAX_ATTEMPTS}}
    assert headline(last) == "failed     v-1: its process is gone"


def test_what_lies_on_this_machine_alone_is_finished_and_called_published_nowhere():
    def said(outlet: str) -> str | None:
        return headline(
            {"topic": "posts.published", "video_id": "v-1", "payload": {"outlet": outlet}}
        )

    assert said("outbox") == "finished   v-1, in the outbox"
    assert said("youtube") == "published  v-1, in youtube"


def test_what_was_refused_before_the_desk_answered_is_told_as_soon_as_it_does(
    idle_factory: Factory,
):
    events, heard = idle_factory.catalogue.events, SimpleQueue[str]()
    events.announce(topics.BRIEF_REJECTED, None, {"file": "old.md", "reason": "before it started"})
    already = events.last()
    events.announce(topics.BRIEF_REJECTED, None, {"file": "bad.md", "reason": "no title"})
    with told(idle_factory, heard.put, already):
        assert heard.get(timeout=60) == "rejected   bad.md: no title"
