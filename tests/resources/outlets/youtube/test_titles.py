"""A title is changed alone: description, tags and category of the video stay as they are."""

from datetime import UTC, datetime

import pytest

from factory.errors import PermanentError
from factory.ports import LivePost
from resources.outlets.youtube.post_changer import YouTubeChanger
from tests.fakes.outlets import NoNotes
from tests.fakes.youtube import ACCOUNT, Tube


def test_a_title_is_changed_and_all_else_stays(tube: Tube):
    post = tube.outlet.begin(tube.publication, NoNotes())
    tube.outlet.finish(tube.publication, post)
    (before,) = tube.there
    live = LivePost(
        video_id="a-video",
        channel="tales",
        outlet="youtube",
        account=ACCOUNT,
        post_id=post["post_id"],
        published_at=datetime(2026, 11, 1, 20, tzinfo=UTC),
    )
    changer = YouTubeChanger(tube.accounts)
    for _ in range(2):
        changer.change(live, "title", "Another title", None)
    (after,) = tube.there
    assert after["snippet"] == {**before["snippet"], "title": "Another title"}
    with pytest.raises(PermanentError, match="gone"):
        gone = live.model_copy(update={"post_id": "nothingnoth"})
        changer.change(gone, "title", "Another title", None)
