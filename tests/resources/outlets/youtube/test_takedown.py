"""A video is taken down by making it private, and stays what it was otherwise."""

import pytest

from factory.errors import PermanentError, TransientError
from resources.outlets.youtube.takedown import YouTubeTakedown
from tests.fakes.manifests import VIDEO_ID, a_channel
from tests.fakes.outlets import NoNotes
from tests.fakes.youtube import Tube


def test_a_public_video_becomes_private_keeps_its_disclosures_and_once_more_is_the_same(tube: Tube):
    post = tube.outlet.begin(tube.publication, NoNotes())
    tube.outlet.finish(tube.publication, post)
    channel, hiding = tube.publication.channel, YouTubeTakedown(tube.accounts)
    assert channel
    assert hiding.take_down(VIDEO_ID, channel, post) == "private"
    (video,) = tube.there
    kept = {"containsSyntheticMedia": True, "selfDeclaredMadeForKids": False}
    assert {"privacyStatus": "private", **kept}.items() <= video["status"].items()
    assert hiding.take_down(VIDEO_ID, channel, post) == "was private already"
    gone = {**post, "post_id": "neverthere0"}
    assert hiding.take_down(VIDEO_ID, channel, gone) == "was gone already"


def test_a_channel_that_names_no_account_any_more_says_how_it_is_done(tube: Tube):
    with pytest.raises(PermanentError, match="names no YouTube account any more"):
        YouTubeTakedown(tube.accounts).take_down(VIDEO_ID, a_channel(), {"post_id": "x"})


def test_a_platform_that_does_not_answer_may_be_asked_again(tube: Tube):
    post = tube.outlet.begin(tube.publication, NoNotes())
    tube.outlet.finish(tube.publication, post)
    tube.fault("status", "/youtube/v3/videos", options={"status": 503})
    channel = tube.publication.channel
    assert channel
    hiding = YouTubeTakedown(tube.accounts)
    with pytest.raises(TransientError):
        hiding.take_down(VIDEO_ID, channel, post)
    assert hiding.take_down(VIDEO_ID, channel, post) == "private"
