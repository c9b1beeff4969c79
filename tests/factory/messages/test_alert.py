"""What is told of, for which cause, and when again."""

from datetime import timedelta
from decimal import Decimal

from factory.messages.alert import (
    Alert,
    Failure,
    HeldReview,
    KeptAlert,
    WeekOfChannel,
    failure_alerts,
    held_alerts,
    hook_alerts,
    is_due,
    week_report,
)
from factory.messages.spending_limit_alerts import spending_limit_alerts
from factory.money.spending_limits import Scope, SpendingLimit
from factory.workflow.layer_hook import HOOKS_FILE, HookFailed, Moment
from tests.fakes.manifests import NOW


def failed(video: str, error: str, stage: str = "audio") -> Failure:
    return Failure(video_id=video, stage=stage, provider="google", error=error)


def test_the_same_failure_of_many_videos_is_one_alert_that_says_stage_provider_reason_and_remedy():
    found = failure_alerts(
        [
            failed("video-one", "video-one: Google answered 503 after 12.5 s"),
            failed("video-two", "video-two: Google answered 503 after 9 s"),
            failed("video-two", "no room on the disk", stage="renders"),
        ]
    )
    assert [one.videos for one in found] == [("video-one", "video-two"), ("video-two",)]
    words = found[0].message.plain
    for part in ("Stage: audio", "Provider: google", "answered 503", "To mend:", "factory show"):
        assert part in words


def hook(name: str, layer: str, words: str, moment: Moment = "before") -> HookFailed:
    return HookFailed(hook=name, moment=moment, layer=layer, video_id="a-video", words=words)


def test_a_hook_that_failed_is_told_with_stage_reason_remedy_and_the_page_of_its_video():
    (found,) = hook_alerts(
        [hook("./note", "audio", "exit code 3"), hook("./note", "audio", "ended after 30 s")]
    )
    assert (found.title, found.videos, found.link) == (
        "hook ./note before audio",
        ("a-video",),
        "/videos/a-video",
    )
    for part in ("Stage: audio", "ended after 30 s", "To mend: the program", "`seconds`"):
        assert part in found.message.plain


def test_a_file_of_hooks_that_cannot_be_read_is_one_alert_whatever_layers_looked_into_it():
    moments: tuple[Moment, ...] = ("before", "after")
    layers = ("briefs", "audio", "renders")
    (found,) = hook_alerts(
        [hook(HOOKS_FILE, one, "others may write it", when) for one in layers for when in moments]
    )
    assert found.cause == "hook hooks.yaml"
    for part in ("Stage: briefs, audio, renders", "others may write it", "factory doctor"):
        assert part in found.message.plain


def limit(used: str, scope: Scope = "channel") -> SpendingLimit:
    return SpendingLimit(scope, "tales", Decimal(20), Decimal(used), Decimal(0))


def test_a_budget_is_told_of_at_four_fifths_and_when_it_is_used_up_and_not_before():
    uses = [limit("15.99"), limit("16"), limit("20"), limit("25", "tenant")]
    found = [one.cause for one in spending_limit_alerts(uses, NOW)]
    assert found == [
        "budget channel tales 2026-11-21 80%",
        "budget channel tales 2026-11-21 100%",
        "budget tenant tales 2026-11 100%",
    ]


def test_a_cause_is_told_again_only_after_a_while_and_with_something_new():
    (first,) = failure_alerts([failed("video-one", "away")])
    (more,) = failure_alerts([failed("video-one", "away"), failed("video-two", "away")])
    assert first.cause == more.cause
    kept = KeptAlert(
        id=1, alert=first, first_at=NOW, last_at=NOW, told=1, told_at=NOW, muted_until=None
    )
    later = NOW + timedelta(hours=7)
    assert is_due(first, None, None, NOW)
    assert not is_due(more, kept, first, NOW + timedelta(hours=1))
    assert is_due(more, kept, first, later)
    assert not is_due(first, kept, first, later)
    assert not is_due(first, kept, more, later), "that one of them is mended is nothing to hear of"
    muted = kept.model_copy(update={"muted_until": later + timedelta(hours=1)})
    assert not is_due(more, muted, first, later)


def told_at_now(alert: Alert) -> KeptAlert:
    return KeptAlert(
        id=1, alert=alert, first_at=NOW, last_at=NOW, told=1, told_at=NOW, muted_until=None
    )


def test_of_several_that_were_told_and_mended_one_that_fails_again_is_told():
    (both,) = failure_alerts([failed("video-one", "away"), failed("video-two", "away")])
    (one,) = failure_alerts([failed("video-one", "away")])
    kept = told_at_now(both)
    assert not is_due(one, kept, both, NOW + timedelta(hours=23)), "the other one was mended"
    assert is_due(one, kept, both, NOW + timedelta(hours=24)), "it failed after that was told"
    assert is_due(both, kept, None, NOW + timedelta(hours=7)), "all were mended"
    assert not is_due(both, kept, None, NOW + timedelta(hours=5))


def test_a_hook_that_fails_for_another_reason_or_at_another_layer_is_told():
    briefs, audio = (hook(HOOKS_FILE, one, "others may write it") for one in ("briefs", "audio"))
    ideas = briefs.model_copy(update={"layer": "ideas", "video_id": ""})
    gone = briefs.model_copy(update={"words": "it cannot be read"})
    (told,) = hook_alerts([briefs, audio])
    kept, later = told_at_now(told), NOW + timedelta(hours=7)
    for found, is_told in (
        ([briefs, audio], False),
        ([audio], False),
        ([ideas], True),
        ([audio, ideas], True),
        ([gone], True),
    ):
        (alert,) = hook_alerts(found)
        assert is_due(alert, kept, told, later) is is_told, found


def test_a_week_is_reported_by_channel_and_one_without_anything_is_not():
    week = WeekOfChannel(
        channel="tales",
        approved=3,
        rejected=1,
        changes=0,
        held=1,
        by_policy=1,
        median_hours=2.5,
        published=3,
        spent_usd=4.2,
    )
    (found,) = week_report("2026-W47", [week])
    assert found.title == "Reviews in 2026-W47: 4 decided, 75% approved"
    assert "3 approved (1 by policy)" in found.facts[0]
    assert week_report("2026-W47", []) == []


def test_a_review_that_nobody_decided_leads_to_its_page():
    (found,) = held_alerts([HeldReview(video_id="a-video", title="The bell")])
    assert found.link == "/review/a-video"


def test_a_sum_below_a_cent_is_told_as_the_desk_tells_it():
    facts = dict.fromkeys(("approved", "rejected", "changes", "held", "by_policy", "published"), 0)
    week = WeekOfChannel(channel="tales", median_hours=None, spent_usd=0.004, **facts)
    (found,) = week_report("2026-W47", [week])
    assert found.facts[0].endswith("less than a cent spent")
