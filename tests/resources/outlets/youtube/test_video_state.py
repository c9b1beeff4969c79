"""An answer of YouTube that cannot be meant is one to ask for again, not the end of a run."""

import pytest

from factory.errors import TransientError
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.video_state import video_there
from tests.fakes.youtube import ACCOUNT, Tube


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("<html>busy</html>", "any list of videos: <html>busy"),
        ('{"items": [{}]}', "lacks snippet.title, status.privacyStatus, status.uploadStatus"),
        ('{"items": [{"snippet": {"title": "A"}, "status": null}]}', "any list"),
        ('{"items": ["a video"]}', "any list"),
        ('{"items": 7}', "any list"),
        ("[]", "any list"),
    ],
)
def test_an_answer_that_cannot_be_meant_is_asked_for_again(tube: Tube, answer: str, said: str):
    tube.fault("garble", "/youtube/v3/videos", options={"text": answer})
    with YouTubeService(tube.accounts, ACCOUNT) as service:
        with pytest.raises(TransientError, match=said):
            video_there(service, "a-video-of-us", "snippet,status")
        assert video_there(service, "a-video-of-us", "snippet,status") is None
