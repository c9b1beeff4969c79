"""Whether exactly these files may go out now."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from hashlib import sha256

import pytest

from factory.channel.channel import Channel
from factory.errors import Refused
from factory.release.authorisation import authorise_publication
from factory.release.verdict import Verdict
from factory.reviews.decision import Review
from tests.factory.release.judged import hashes_of, verdict_on
from tests.fakes.manifests import (
    NOW,
    VIDEO_ID,
    a_channel,
    a_listing,
    an_accepted_brief,
)
from tests.fakes.render_manifests import (
    a_review,
    some_evidence,
)


def authorise(
    verdict: Verdict | None = None,
    files: Mapping[str, str] | None = None,
    review: Review | None = a_review(),  # noqa: B008  frozen
    channel: Channel | None = None,
    newest_master: str = "",
) -> None:
    """Ask to publish a released video, with one thing changed."""
    verdict = verdict or verdict_on(some_evidence())
    accepted = an_accepted_brief(channel)
    if channel:  # as if it had been judged by this channel
        judged = sha256(accepted.to_json()).hexdigest()
        verdict = verdict.model_copy(update={"accepted_sha256": judged})
    authorise_publication(
        verdict,
        files or hashes_of(verdict),
        review,
        accepted,
        NOW,
        newest_master=newest_master or verdict.master_sha256,
    )


def test_what_was_released_may_be_published():
    authorise()


@pytest.mark.parametrize("name", sorted(hashes_of(verdict_on(some_evidence()))))
def test_a_file_edited_after_the_release_is_not_published(name: str):
    files = {**hashes_of(verdict_on(some_evidence())), name: "0" * 64}
    with pytest.raises(Refused, match=f"{name} is 000000000000, released was"):
        authorise(files=files)


def test_a_file_missing_or_added_is_not_published():
    files = hashes_of(verdict_on(some_evidence()))
    missing = {name: hash_ for name, hash_ in files.items() if name != "captions.srt"}
    with pytest.raises(Refused, match=r"captions\.srt is absent"):
        authorise(files=missing)
    with pytest.raises(Refused, match=r"bonus\.mp4 was never released"):
        authorise(files={**files, "bonus.mp4": "0" * 64})


def test_a_refused_video_is_not_published_and_the_reasons_are_repeated():
    verdict = verdict_on(some_evidence(listing=a_listing(title="")))
    with pytest.raises(Refused, match="title_is_accepted_by_the_platform") as refusal:
        authorise(verdict)
    assert VIDEO_ID in str(refusal.value)


@pytest.mark.parametrize(
    ("review", "reason"),
    [
        (None, "no decision"),
        (a_review(decision="rejected", reviewer="ada"), "rejected by 'ada'"),
        (a_review(master_sha256="0" * 64), "a decision about"),
        (a_review(video_id="other-video"), "a decision about other-video"),
    ],
)
def test_an_approval_taken_back_is_not_published(review: Review | None, reason: str):
    with pytest.raises(Refused, match=reason):
        authorise(review=review)


def test_a_policys_approval_ends_when_the_channel_asks_for_a_person():
    with pytest.raises(Refused, match="decided by 'policy: automatic'"):
        authorise(channel=a_channel(review="required"))


def test_every_reason_is_given_at_once():
    with pytest.raises(Refused) as refusal:
        authorise(files={"master.mp4": "0" * 64}, review=None)
    assert all(word in str(refusal.value) for word in ("master.mp4", "captions.vtt", "no decision"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rules_version": "0"}, "by version 0 of the rules"),
        ({"findings": ()}, "does not judge every rule"),
        ({"released": False}, "did not release it"),
        ({"master_sha256": "0" * 64}, "do not include its master"),
    ],
)
def test_a_verdict_that_contradicts_itself_authorises_nothing(
    changes: dict[str, object], reason: str
):
    with pytest.raises(Refused, match=reason):
        authorise(verdict_on(some_evidence()).model_copy(update=changes))


def test_a_verdict_turned_to_released_by_hand_authorises_nothing():
    refused = verdict_on(some_evidence(listing=a_listing(title="")))
    forged = refused.model_copy(update={"released": True, "reasons": ()})
    with pytest.raises(Refused, match="title_is_accepted_by_the_platform"):
        authorise(forged)


def test_nothing_is_published_before_the_time_that_the_brief_asks_for():
    accepted = an_accepted_brief(publish_at=NOW + timedelta(hours=1))
    verdict = verdict_on(some_evidence(accepted=accepted))
    ask = partial(
        authorise_publication,
        verdict,
        hashes_of(verdict),
        a_review(),
        accepted,
        newest_master=verdict.master_sha256,
    )
    with pytest.raises(Refused, match="before 20"):
        ask(NOW)
    ask(NOW + timedelta(hours=1))


def test_a_master_rendered_after_the_verdict_stops_the_one_it_released():
    with pytest.raises(Refused, match=r"The master rendered last is 000000000000, the verdict's"):
        authorise(newest_master="0" * 64)


def test_a_verdict_by_an_older_brief_publishes_nothing():
    verdict = verdict_on(some_evidence())
    revised = an_accepted_brief(notes="by another brief")
    with pytest.raises(Refused, match="revised after the verdict"):
        authorise_publication(
            verdict,
            hashes_of(verdict),
            a_review(),
            revised,
            NOW,
            newest_master=verdict.master_sha256,
        )
