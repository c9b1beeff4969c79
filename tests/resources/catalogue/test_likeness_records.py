"""A video is compared with those that came before it, whatever is judged at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from factory.copy_detection.likeness_record import LikenessRecord
from factory.reviews.decision import Review
from resources.catalogue.catalogue import Catalogue
from tests.factory.copy_detection.labelled import stories
from tests.fakes.catalogued import MASTER, accepted

ONE = stories()[0]


def a_likeness_record(catalogue: Catalogue, video_id: str, **changes: str) -> LikenessRecord:
    catalogue.briefs.accept(accepted(video_id))
    facts = {"video_id": video_id, "family": video_id, "made_of": "parts", **changes}
    return ONE.model_copy(update=facts)


def names(found: tuple[LikenessRecord, ...]) -> list[str]:
    return [one.video_id for one in found]


def test_each_video_sees_those_before_it_and_keeps_its_place_when_judged_again(
    catalogue: Catalogue,
):
    first, second, third = (a_likeness_record(catalogue, f"video-{n}") for n in range(3))
    seen = [names(catalogue.likeness_records.claim(one)) for one in (first, second, third)]
    assert seen == [[], ["video-0"], ["video-1", "video-0"]]
    assert names(catalogue.likeness_records.claim(second)) == ["video-0"]


def test_other_languages_of_a_story_and_other_tenants_are_not_seen(catalogue: Catalogue):
    catalogue.likeness_records.claim(a_likeness_record(catalogue, "story"))
    german = a_likeness_record(catalogue, "story-de", family="story")
    stranger = a_likeness_record(catalogue, "stranger", tenant="somebody-else")
    other_channel = a_likeness_record(catalogue, "sister", channel="sister-channel")
    assert names(catalogue.likeness_records.claim(german)) == []
    assert names(catalogue.likeness_records.claim(stranger)) == []
    assert names(catalogue.likeness_records.claim(other_channel)) == ["story-de", "story"]


def test_what_nobody_will_see_does_not_count(catalogue: Catalogue):
    for name in ("refused", "rejected", "deleted", "released"):
        catalogue.likeness_records.claim(a_likeness_record(catalogue, name))
        catalogue.likeness_records.settle(name, released=name != "refused")
    catalogue.reviews.decide(
        Review(
            video_id="rejected",
            master_sha256=MASTER,
            decision="rejected",
            reviewer="mara",
            note="dull",
            decided_at=datetime.now(UTC),
        )
    )
    catalogue.withdrawals.delete("deleted", "mara")
    newest = a_likeness_record(catalogue, "newest")
    assert names(catalogue.likeness_records.claim(newest)) == ["released"]


def test_of_videos_judged_at_a_time_one_comes_before_the_other(catalogue: Catalogue):
    every = [a_likeness_record(catalogue, f"video-{n}") for n in range(6)]
    with ThreadPoolExecutor(6) as pool:
        seen = [len(found) for found in pool.map(catalogue.likeness_records.claim, every)]
    assert sorted(seen) == [0, 1, 2, 3, 4, 5]


def test_a_signature_is_kept_for_the_parts_that_it_follows_from(catalogue: Catalogue):
    likeness_record = a_likeness_record(catalogue, "video")
    catalogue.likeness_records.claim(likeness_record)
    assert catalogue.likeness_records.kept("video", "parts") == likeness_record
    assert catalogue.likeness_records.kept("video", "other parts") is None


def test_the_last_fifty_of_a_channel_are_compared(catalogue: Catalogue):
    count = 53
    every = [a_likeness_record(catalogue, f"video-{n}") for n in range(count)]
    for one in every[:-1]:
        catalogue.likeness_records.claim(one)
    seen = names(catalogue.likeness_records.claim(every[-1]))
    assert seen == [f"video-{n}" for n in range(count - 2, count - 52, -1)]
