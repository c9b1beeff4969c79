"""The catalogue keeps what happened, says it back, and comes up by itself."""

from contextvars import Context
from datetime import datetime, timedelta

import pytest

from factory.errors import BadInput, PermanentError
from factory.interchange.video_filter import VideoFilter
from factory.records import FileRef
from factory.reviews.decision import Review
from factory.workflow import events
from resources.catalogue.catalogue import Catalogue
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import MASTER, NOW, VOICE, accepted, file_ref, unit, writes


@pytest.mark.parametrize("video_id", ["unknown", "no such\0id", "'; DROP TABLE videos"])
def test_an_unknown_video_is_an_error_in_words(catalogue: Catalogue, video_id: str):
    for ask in (catalogue.briefs.newest, catalogue.reports.show):
        with pytest.raises(PermanentError, match="video"):
            ask(video_id)


def test_facts_about_an_unknown_video_are_refused(catalogue: Catalogue):
    with pytest.raises(PermanentError, match="unknown is not in the catalogue"):
        catalogue.artifacts.record(
            "unknown", "audio", [file_ref("a.wav")], provider=VOICE, run_id=None
        )
    with (
        pytest.raises(PermanentError, match="unknown is not in the catalogue"),
        catalogue.stages.stage("unknown", "audio", None),
    ):
        pass


def test_a_stage_records_how_it_went(catalogue: Catalogue, video: str):
    with catalogue.stages.stage(video, "scripts", "run-1"):
        assert catalogue.reports.show(video).scripts == "running"
    with pytest.raises(PermanentError), catalogue.stages.stage(video, "audio", "run-1"):
        raise PermanentError("the voice cannot say this")
    scripts, audio = catalogue.reports.show(video).stages
    assert (scripts.status, scripts.error, scripts.run_id) == ("done", None, "run-1")
    assert (audio.status, audio.error) == ("failed", "the voice cannot say this")
    assert [event["topic"] for event in catalogue.events.after()][1:] == [
        events.STAGE_STARTED,
        events.STAGE_FINISHED,
        events.STAGE_STARTED,
        events.STAGE_FAILED,
    ]


def test_a_stage_begun_again_forgets_its_error_and_counts(catalogue: Catalogue, video: str):
    with pytest.raises(KeyError), catalogue.stages.stage(video, "audio", "run-1"):
        raise KeyError("x")
    with catalogue.stages.stage(video, "audio", "run-2"):
        pass
    (stage,) = catalogue.reports.show(video).stages
    assert (stage.status, stage.attempts, stage.error) == ("done", 2, None)


def test_an_older_attempt_cannot_close_a_newer_one(catalogue: Catalogue, video: str):
    another_process = Context()  # which the older attempt's fence does not stand around
    with catalogue.stages.stage(video, "audio", "run-1"):
        newer = catalogue.stages.stage(video, "audio", "run-2")
        another_process.run(newer.__enter__)
    assert catalogue.reports.show(video).audio == "running"
    another_process.run(newer.__exit__, None, None, None)
    assert catalogue.reports.show(video).audio == "done"


def test_the_stages_of_a_lost_run_have_failed(catalogue: Catalogue, video: str):
    with catalogue.stages.stage(video, "scripts", "run-1"):
        pass
    begun = [
        catalogue.stages.stage(video, *which)
        for which in (("audio", "run-1"), ("visuals", "run-2"))
    ]
    for stage in begun:
        stage.__enter__()  # and its process dies: nothing ever closes it
    assert catalogue.stages.run_lost("run-1", "its process died") == 1
    shown = catalogue.reports.show(video)
    assert (shown.scripts, shown.audio, shown.visuals) == ("done", "failed", "running")


def test_artifacts_of_a_stage_are_replaced(catalogue: Catalogue, video: str):
    old, new = file_ref("old.wav", "aa" * 32), file_ref("new.wav", "bb" * 32)
    catalogue.artifacts.record(video, "audio", [old], provider=VOICE, run_id="run-1")
    catalogue.artifacts.record(
        video, "renders", [file_ref("master.mp4")], provider=None, run_id="run-1"
    )
    catalogue.artifacts.record(video, "audio", [new], provider=VOICE, run_id="run-2")
    shown = [(a.name, a.provider, a.licence) for a in catalogue.reports.show(video).artifacts]
    assert shown == [("new.wav", "tones", "CC0-1.0"), ("master.mp4", "factory", "")]
    assert catalogue.artifacts.artifact(video, "audio", "new.wav") == new
    assert catalogue.artifacts.artifact(video, "audio", "old.wav") is None


def test_a_file_that_comes_out_as_it_was_is_not_younger_for_it(catalogue: Catalogue, video: str):
    def made(*files: FileRef) -> dict[str, datetime]:
        catalogue.artifacts.record(video, "audio", files, provider=VOICE, run_id=None)
        return {one.name: one.made_at for one in catalogue.reports.show(video).artifacts}

    same, changed = file_ref("a.wav"), file_ref("b.wav")
    first = made(same, changed)
    again = made(same, changed.model_copy(update={"sha256": "cd" * 32}))
    assert again["a.wav"] == first["a.wav"] and again["b.wav"] > first["b.wav"]


def test_events_are_read_from_where_one_was(catalogue: Catalogue, video: str):
    catalogue.events.announce(events.BRIEF_REJECTED, None, {"file": "x.md", "reason": "empty"})
    catalogue.events.announce(events.VIDEOS_RENDERED, video, {"sha256": MASTER})
    first, second, third = catalogue.events.after()
    assert (first["video_id"], second["video_id"]) == (video, None)
    assert catalogue.events.after(last_id=second["id"]) == [third]


def test_a_misspelt_topic_is_noticed(catalogue: Catalogue, video: str):
    with pytest.raises(ValueError, match="event topic 'video.rendered'"):
        catalogue.events.announce("video.rendered", video, {})


def review_of(video: str, decision: str, minute: int = 0) -> Review:
    return Review.model_validate(
        {
            "video_id": video,
            "master_sha256": MASTER,
            "decision": decision,
            "reviewer": "Ada",
            "note": "it's fine",
            "decided_at": NOW + timedelta(minutes=minute),
        }
    )


def test_the_newest_decision_about_a_master_counts(catalogue: Catalogue, video: str):
    catalogue.artifacts.record(
        video, "renders", [file_ref("master.mp4")], provider=None, run_id=None
    )
    assert not catalogue.reviews.approved(video)
    catalogue.reviews.decide(review_of(video, "approved", 5))
    assert catalogue.reviews.approved(video)
    last = review_of(video, "rejected", 2)  # a person's clock may be slow; the order asked counts
    catalogue.reviews.decide(last)
    assert not catalogue.reviews.approved(video)
    assert catalogue.reviews.review(video, MASTER) == last
    assert catalogue.reviews.review(video, "cd" * 32) is None


def test_the_same_decision_twice_is_one(catalogue: Catalogue, video: str):
    for _ in range(2):
        catalogue.reviews.decide(review_of(video, "approved"))
    assert len(catalogue.reports.show(video).reviews) == 1
    assert [event["topic"] for event in catalogue.events.after()].count(events.REVIEW_DECIDED) == 1


def test_units_are_those_of_the_newest_attempt(catalogue: Catalogue, video: str, tmp_path):
    journal = PostgresJournal(catalogue.engine, DiskStore(tmp_path), run_id="run-1")
    with catalogue.stages.stage(video, "audio", "run-1"):
        for label in ("s1", "s2", "s3"):
            journal.perform(unit(label, price_usd=0.25), writes(label))
    with catalogue.stages.stage(video, "audio", "run-2"):
        for label in ("s1", "s2 edited"):
            journal.perform(unit(label, price_usd=0.25), writes(label))
    units = catalogue.costs.units(video)
    assert [(u["label"], u["provider"]["name"], u["cost_usd"]) for u in units] == [
        ("s1", "tones", 0.25),
        ("s2 edited", "tones", 0.25),
    ]
    shown = catalogue.reports.show(video)
    assert (shown.units_done, shown.units_reused, shown.cost_usd) == (1, 1, 1.0)


def test_nothing_goes_out_and_nothing_is_approved_until_somebody_says_so(
    catalogue: Catalogue,
):
    assert catalogue.settings.all() == {
        "archive_after_days": 30,
        "clean_after_days": 0,
        "auto_approval": False,
        "confirm_above_usd": 5.0,
        "distribution": False,
        "most_live_videos": 15000,
        "paused": False,
        "requests_at_once": 4,
        "spending_stopped": False,
        "usd_per_day": 20.0,
        "usd_per_month": 200.0,
        "usd_per_video": 2.0,
        "youtube_derived_metrics": False,
        "youtube_units_per_day": 10_000,
        "youtube_uploads_per_day": 100,
    }


def test_a_setting_is_changed_and_kept_with_who_said_so(catalogue: Catalogue):
    assert catalogue.settings.changed() == {}
    catalogue.settings.change("paused", True, "Ada")
    assert {key: one.by for key, one in catalogue.settings.changed().items()} == {"paused": "Ada"}
    catalogue.settings.change("usd_per_video", 3)
    assert (catalogue.settings.all()["paused"], catalogue.settings.all()["usd_per_video"]) == (
        True,
        3.0,
    )


@pytest.mark.parametrize(
    ("key", "value"), [("pause", True), ("paused", 1), ("usd_per_day", True), ("usd_per_day", -1)]
)
def test_a_setting_that_makes_no_sense_is_refused(
    catalogue: Catalogue, key: str, value: bool | float
):
    with pytest.raises(BadInput, match=f"setting '{key}'="):
        catalogue.settings.change(key, value)


def test_videos_are_listed_newest_first_a_page_at_a_time(catalogue: Catalogue):
    for name in ("v-one", "v-two", "v-three"):
        catalogue.briefs.accept(accepted(name))
    page = [v.video_id for v in catalogue.reports.list_videos(2)]
    assert page == ["v-three", "v-two"]
    assert [v.video_id for v in catalogue.reports.list_videos(2, before=page[-1])] == ["v-one"]


def test_a_list_holds_what_is_asked_for_and_pages_go_on_within_it(catalogue: Catalogue):
    for name in ("v-one", "v-two", "v-three"):
        catalogue.briefs.accept(accepted(name))

    def found(before: str | None = None, **asked: str) -> list[str]:
        listed = catalogue.reports.list_videos(5, before, VideoFilter.of(asked))
        return [video.video_id for video in listed]

    first = catalogue.reports.list_videos(1)[0]
    everything = ["v-three", "v-two", "v-one"]
    assert found(q="V-T") == everything[:2]
    assert found(q="one v-") == ["v-one"]
    assert found(q="%") == found(q="nobody") == []
    assert found(channel=first.channel, format=first.format, language=first.language) == everything
    assert found(channel="another") == found(format="sleep") == found(language="de") == []
    assert found(state="pending") == everything
    assert found(state="published") == []
    assert found("v-three", state="pending") == everything[1:]
    assert found(since=f"{first.created_at:%Y-%m-%d}") == everything
    assert found(since="2999-01-01") == []
