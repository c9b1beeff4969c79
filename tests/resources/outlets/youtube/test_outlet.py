"""A video goes to YouTube once, private until it is shown, and its disclosures are read back."""

from dataclasses import replace
from pathlib import Path

import pytest

from factory.errors import (
    NoAccess,
    OutcomeUnknown,
    PermanentError,
    PublishingWaits,
    TransientError,
)
from factory.ports import FirstPost
from resources.outlets.youtube.follow_ups import YouTubeFollowUps
from resources.outlets.youtube.metadata import PAID_PART
from tests.fakes.manifests import a_listing
from tests.fakes.outlets import NoNotes
from tests.fakes.paid_promotion import paid_for
from tests.fakes.youtube import Tube


def test_a_video_is_private_until_it_is_shown_as_its_channel_agreed(tube: Tube):
    post = tube.outlet.begin(tube.publication, NoNotes())
    (video,) = tube.there
    assert (video["__sha256"], post["post_id"]) == (tube.publication.master_sha256, video["id"])
    assert video["status"]["privacyStatus"] == "private"
    assert video["snippet"]["categoryId"] == "27"
    assert tube.outlet.look(tube.publication, post).state == "hidden"
    tube.outlet.finish(tube.publication, post)
    (video,) = tube.there
    wanted = {"privacyStatus": "public", "containsSyntheticMedia": True}
    assert wanted.items() <= video["status"].items()
    assert video["status"]["selfDeclaredMadeForKids"] is False


def test_a_revised_listing_changes_the_video_that_is_there(tube: Tube):
    notes = NoNotes()
    post = tube.outlet.begin(tube.publication, notes)
    tube.outlet.finish(tube.publication, post)
    listing = tube.publication.paths["listing.json"]
    listing.write_bytes(listing.read_bytes().replace(b'"title": "', b'"title": "Anew: '))
    assert tube.outlet.begin(tube.publication, notes) == post
    tube.outlet.finish(tube.publication, post)
    (video,) = tube.there
    assert video["snippet"]["title"].startswith("Anew: ")


def test_a_disclosure_that_did_not_arrive_is_a_fault(tube: Tube):
    tube.fault("flag_dropped")
    post = tube.outlet.begin(tube.publication, NoNotes())
    (fault,) = tube.outlet.look(tube.publication, post).faults
    assert fault == "containsSyntheticMedia was sent as True and stands there as None"


@pytest.mark.parametrize("fault", ["", "flag_dropped"])
def test_paid_promotion_is_declared_with_the_video_and_stands_there_before_it_is_shown(
    tube: Tube, fault: str
):
    paid = paid_for(tube.publication)
    if fault:
        tube.fault(fault)
    post = tube.outlet.begin(paid, NoNotes())
    told = {"hasPaidProductPlacement": True}
    assert tube.there[0][PAID_PART] == ({} if fault else told)
    tube.outlet.finish(paid, post)
    assert tube.there[0][PAID_PART] == told


def test_processing_is_waited_for_and_its_failure_is_a_fault(tube: Tube):
    tube.fault("slow_processing", options={"polls": 2})
    tube.fault("processing_failed")
    post = tube.outlet.begin(tube.publication, NoNotes())
    states = [tube.outlet.look(tube.publication, post) for _ in range(3)]
    assert [one.state for one in states[:2]] == ["underway", "underway"]
    assert "codec" in states[2].faults[0]


def test_what_somebody_took_away_there_is_not_sent_again(tube: Tube):
    notes = NoNotes()
    post = tube.outlet.begin(tube.publication, notes)
    tube.vendors.forget()
    gone = {"post_id": "gone", "url": ""}
    assert tube.outlet.look(tube.publication, gone).state == "missing"
    with pytest.raises(PermanentError, match="is gone from YouTube"):
        tube.outlet.finish(tube.publication, gone)
    assert tube.outlet.begin(tube.publication, notes) == post
    assert tube.vendors.seen("youtube", "/upload") == []


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("quotaExceeded", PublishingWaits),
        ("uploadLimitExceeded", PublishingWaits),
        ("rateLimitExceeded", TransientError),
        ("backendError", TransientError),
        ("forbidden", NoAccess),
    ],
)
def test_a_refusal_before_the_first_byte_is_told_by_what_it_means(
    tube: Tube, kind: str, wanted: type[Exception]
):
    tube.fault(kind, method="POST")
    notes = NoNotes()
    with pytest.raises(wanted):
        tube.outlet.begin(tube.publication, notes)
    assert notes.noted == {}
    tube.outlet.begin(tube.publication, notes)
    assert len(tube.there) == 1


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("status", {"status": 503}),
        ("drop", {}),
        ("lose", {}),
        ("short", {}),
        ("late_503", {}),
        ("expired", {}),
    ],
)
@pytest.mark.parametrize("skip", [1, 4])
def test_what_goes_wrong_in_mid_upload_costs_no_second_video(
    tube: Tube, kind: str, options: dict[str, int], skip: int
):
    tube.fault(kind, method="PUT", skip=skip, options=options)
    tube.outlet.begin(tube.publication, NoNotes())
    (video,) = tube.there
    assert video["__sha256"] == tube.publication.master_sha256


def test_a_session_that_is_gone_before_the_last_byte_left_begins_anew(tube: Tube):
    tube.fault("session_gone", method="PUT", skip=2)
    tube.outlet.begin(tube.publication, NoNotes())
    assert len(tube.there) == 1


def test_a_session_gone_after_the_last_byte_is_looked_for_by_its_mark(tube: Tube):
    tube.fault("lose", method="PUT", skip=4)
    tube.fault("session_gone", method="PUT", skip=5)
    post = tube.outlet.begin(tube.publication, NoNotes())
    assert [video["id"] for video in tube.there] == [post["post_id"]]


def test_where_nothing_bears_the_mark_it_is_unknown_and_never_sent_again(tube: Tube):
    notes = NoNotes(session=f"{tube.vendors.base}/youtube/upload/youtube/v3/videos", all_sent=True)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown, match="factory posts resolve"):
            tube.outlet.begin(tube.publication, notes)
    assert tube.there == []


def test_a_file_changed_while_it_is_sent_is_taken_away_again(tube: Tube):
    changed = replace(tube.publication, sha256={**tube.publication.sha256, "master.mp4": "0" * 64})
    notes = NoNotes()
    with pytest.raises(PermanentError, match="it was taken away again"):
        tube.outlet.begin(changed, notes)
    assert (tube.there, notes.noted) == ([], {})


def test_what_comes_after_a_post_can_be_done_twice_and_is_there_once(tube: Tube):
    channel = tube.publication.channel
    assert channel and channel.youtube
    choices = channel.youtube.model_copy(update={"playlist": "PLabcdefghijklm"})
    publication = replace(tube.publication, channel=channel.model_copy(update={"youtube": choices}))
    post = tube.outlet.begin(publication, NoNotes())
    tube.outlet.look(publication, post)
    due = YouTubeFollowUps(tube.accounts).follow_ups(publication, post)
    assert [one.name for one in due] == ["thumbnail", "captions en", "playlist", "read back"]
    assert [one.do() for one in due][:3] == ["set", "added", "added"]
    assert [one.do() for one in due][:3] == ["set", "replaced", "in it already"]
    (video,) = tube.there
    assert len(video["__captions"]) == len(video["__playlists"]) == 1


def test_a_translation_gives_the_first_video_its_words_and_subtitles(tube: Tube, tmp_path: Path):
    post = tube.outlet.begin(tube.publication, NoNotes())
    tube.outlet.look(tube.publication, post)
    subtitles = tmp_path / "de.srt"
    subtitles.write_bytes(b"1\n00:00:00,000 --> 00:00:01,000\nHallo\n")
    first = FirstPost("the-first", post["post_id"], a_listing(), subtitles)
    listing = tmp_path / "listing.json"
    listing.write_bytes(
        a_listing(
            language="de", title="Die Schnur", made_for_kids=False, synthetic_media=True
        ).to_json()
    )
    paths = {**tube.publication.paths, "listing.json": listing}
    told = replace(tube.publication, first=first, paths=paths)
    due = [
        one
        for one in YouTubeFollowUps(tube.accounts).follow_ups(told, {"post_id": "another"})
        if "the-first" in one.name
    ]
    assert [one.name for one in due] == ["de listing of the-first", "de captions of the-first"]
    assert [one.do() for one in due] == ["told there", "added"]
    assert [one.do() for one in due] == ["told there", "replaced"]
    (video,) = tube.there
    assert video["localizations"]["de"]["title"] == "Die Schnur"
    assert list(video["__captions"]) == [f"{post['post_id']}-de"]


def test_every_call_is_counted_against_the_project(tube: Tube):
    post = tube.outlet.begin(tube.publication, NoNotes())
    tube.outlet.look(tube.publication, post)
    tube.outlet.finish(tube.publication, post)
    assert tube.accounts.quotas.used == {"youtube_uploads": 1, "youtube_units": 53}  # pyright: ignore[reportAttributeAccessIssue]
