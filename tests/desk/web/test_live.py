"""Events on their way to a page."""

from desk.web.live import lines


def test_an_event_of_a_video_reaches_those_who_watch_it_and_those_who_watch_all():
    news, one = lines((7, "demo-20261128-x-abcd", "stage.finished"))
    assert news.startswith("id: 7\nevent: news\ndata: {")
    assert "event: video-demo-20261128-x-abcd\n" in one
    assert all(line.endswith("\n\n") and line.count("\n") == 4 for line in (news, one))


def test_an_event_of_no_video_reaches_those_who_watch_all():
    assert len(lines((8, None, "brief.rejected"))) == 1
