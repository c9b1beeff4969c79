"""A video is compared with those that came before it, whatever is judged at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from factory.copy_detection.likeness_record import Signature
from factory.reviews.decision import Review
from resources.catalogue.catalogue import Catalogue
from tests.factory.copy_detection.labelled import stories
from tests.fakes.catalogued import MASTER, accepted

ONE = stories()[0]


def a_signature(catalogue: Catalogue, video_id: str, **changes: str) -> Signature:
    catalogue.briefs.accept(accepted(video_id))
    facts = {"video_id": video_id, "family": video_id, "made_of": "parts", **changes}
    return ONE.model_copy(update=facts)


def names(found: tuple[Signature, ...]) -> list[str]:
    return [one.video_id for one in found]


def test_each_video_sees_those_before_it_and_keeps_its_place_when_judged_again(
    catalogue: Catalogue,
):
    first, second, third = (a_signature(catalogue, f"video-{n}") for n in range(3))
    seen = [names(catalogue.signatures.claim(one)) for one in (first, second, third)]
    assert seen == [[], ["video-0"], ["video-1", "video-0"]]
    assert names(catalogue.signatures.claim(second)) == ["video-0"]


def test_other_languages_of_a_story_and_other_tenants_are_not_seen(catalogue: Catalogue):
    catalogue.signatures.claim(a_signature(catalogue, "story"))
    german = a_signature(catalogue, "story-de", family="story")
    stranger = a_signature(catalogue, "stranger", tenant="somebody-else")
    other_channel = a_signature(catalogue, "sister", channel="sister-channel")
    assert names(catalogue.signatures.claim(german)) == []
    assert names(catalogue.signatures.claim(stranger)) == []
    assert names(catalogue.signatures.claim(other_channel)) == ["story-de", "story"]


def test_what_nobody_will_see_does_not_count(catalogue: Catalogue):
    for name in ("refused", "rejected", "deleted", "released"):
        catalogue.signatures.claim(a_signature(catalogue, name))
        catalogue.signatures.settle(name, released=name != "refused")
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
    newest = a_signature(catalogue, "newest")
    assert names(catalogue.signatures.claim(newest)) == ["released"]


def test_of_videos_judged_at_a_time_one_comes_before_the_other(catalogue: Catalogue):
    every = [a_signature(catalogue, f"video-{n}") for n in range(6)]
    with ThreadPoolExecutor(6) as pool:
        seen = [len(found) for found in pool.map(catalogue.signatures.claim, every)]
    assert sorted(seen) == [0, 1, 2, 3, 4, 5]


def test_a_signature_is_kept_for_the_parts_that_it_follows_from(catalogue: Catalogue):
    signature = a_signature(catalogue, "video")
    catalogue.signatures.claim(signature)
    assert catalogue.signatures.kept("video", "parts") == signature
    assert catalogue.signatures.kept("video", "other parts") is None


def test_the_last_fifty_of_a_channel_are_compared(catalogue: Catalogue):
    count = 53
    every = [a_signature(catalogue, f"video-{n}") for n in range(count)]
    for one in every[:-1]:
        catalogue.signatures.claim(one)
    seen = names(catalogue.signatures.claim(every[-1]))
    assert seen == [f"video-{n}" for n in range(count - 2, count - 52, -1)]
