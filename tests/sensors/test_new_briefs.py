"""The sensor of the inbox: each brief once, bad ones aside, none waits for ever."""

import os
import time
from pathlib import Path

import dagster as dg
import pytest

from sensors import new_briefs as sensor_module
from sensors.new_briefs import in_turn, new_briefs
from tests.sensors.watch import Watch

WORDS = "The sea came a little closer to the tower every winter. " * 8


def brief(title: str, channel: str = "demo") -> str:
    return f"---\nchannel: {channel}\ntitle: {title}\n---\n{WORDS}"


def test_a_new_brief_becomes_a_partition_and_a_run_in_the_same_tick(watch: Watch):
    watch.drop("tower.md", brief("The tower"))
    result = watch.tick(new_briefs)
    assert isinstance(result, dg.SensorResult)
    assert result.run_requests and result.dynamic_partitions_requests
    (run,) = result.run_requests
    (added,) = result.dynamic_partitions_requests
    assert (run.job_name, list(added.partition_keys)) == ("plan", [run.partition_key])
    assert not list(watch.inbox.glob("*.md"))
    assert isinstance(watch.tick(new_briefs), dg.SkipReason)


def test_a_bad_brief_is_put_aside_with_its_reason_and_the_next_one_goes_on(watch: Watch):
    watch.drop("a.md", brief("Nowhere", channel="nobody"))
    watch.drop("b.md", brief("The tower"))
    result = watch.tick(new_briefs)
    assert isinstance(result, dg.SensorResult)
    assert len(result.run_requests or ()) == 1
    (reason,) = (watch.inbox / "rejected").glob("*.reason.txt")
    assert "nobody" in reason.read_text(encoding="utf-8")
    rejected = [e for e in watch.catalogue.events.after() if e["topic"] == "brief.rejected"]
    assert "nobody" in rejected[0]["payload"]["reason"]


def test_the_newest_brief_does_not_wait_behind_a_thousand_bad_ones(watch: Watch):
    for number in range(120):
        watch.drop(f"bad-{number}.md", "---\n", age_seconds=4000 - number)
    watch.drop("good.md", brief("The tower"))
    result = watch.tick(new_briefs)
    assert isinstance(result, dg.SensorResult)
    assert len(result.run_requests or ()) == 1
    assert len(list((watch.inbox / "rejected").glob("*.reason.txt"))) == 49


def test_whatever_comes_in_newer_the_oldest_has_its_turn():
    waiting = [Path(f"{n}") for n in range(7)]
    assert [p.name for p in in_turn(waiting)] == ["6", "0", "5", "1", "4", "2", "3"]
    assert in_turn(waiting[:1]) == waiting[:1]


def test_a_tick_ends_when_its_time_is_up_and_the_next_one_goes_on(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sensor_module, "SECONDS_A_TICK", -1.0)
    watch.drop("good.md", brief("The tower"))
    assert isinstance(watch.tick(new_briefs), dg.SkipReason)
    monkeypatch.setattr(sensor_module, "SECONDS_A_TICK", 10.0)
    assert isinstance(watch.tick(new_briefs), dg.SensorResult)


def test_the_reason_beside_a_rejected_brief_tells_everything_at_once(watch: Watch):
    watch.drop("a.md", "---\nchannel: nobody\nformat: shrot\ncolour: red\n---\n# Few\n\nWords.\n")
    watch.tick(new_briefs)
    reason = (watch.inbox / "rejected" / "a.md.reason.txt").read_text()
    for said in ("line 2: channel:", "line 3: format:", "line 4: colour:"):
        assert said in reason


def test_a_folder_named_as_a_brief_is_put_aside_and_said(watch: Watch):
    watch.drop("story.md/notes.txt", "mine")
    then = time.time() - 60
    os.utime(watch.inbox / "story.md", (then, then))
    watch.tick(new_briefs)
    assert (watch.inbox / "rejected" / "story.md" / "notes.txt").read_text() == "mine"
    reason = (watch.inbox / "rejected" / "story.md.reason.txt").read_text()
    assert "it is a folder" in reason


def test_a_brief_that_is_a_video_already_is_rejected(watch: Watch):
    for name in ("a.md", "b.md"):
        watch.drop(name, brief("The tower"))
        watch.tick(new_briefs)
    (reason,) = (watch.inbox / "rejected").glob("*.reason.txt")
    assert "already the video demo-" in reason.read_text(encoding="utf-8")


def test_a_brief_left_behind_by_a_crash_is_taken_in_once(watch: Watch):
    for _ in range(2):
        watch.drop("a.md", brief("The tower"))
        watch.tick(new_briefs)
    assert not (watch.inbox / "rejected").exists()
    assert len(watch.catalogue.reports.list_videos()) == 1


def test_a_brief_that_is_dropped_again_does_not_revive_what_was_called_off(watch: Watch):
    watch.drop("tower.md", brief("The tower"))
    watch.tick(new_briefs)
    (video,) = watch.catalogue.reports.list_videos(9)
    watch.catalogue.withdrawals.cancel(video.video_id, "mara")
    watch.drop("tower.md", brief("The tower"))
    watch.tick(new_briefs)
    assert (watch.requested(), list(watch.inbox.glob("*.md"))) == ([], [])


def test_a_brief_that_was_written_a_moment_ago_is_taken_in_at_the_first_tick(watch: Watch):
    watch.drop("a.md", brief("The tower"), age_seconds=0.2)
    assert isinstance(watch.tick(new_briefs), dg.SensorResult)
