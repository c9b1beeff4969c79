"""What of a listing changed since it was approved is said where the video is looked at."""

from desk.actions.about_video import about, master_of
from desk.actions.publishing.reviews import record
from tests.desk.opened_desk import Desk
from tests.fakes.manifests import a_listing
from tests.fakes.reviewable import VIDEO, Reviewable


def test_a_changed_listing_is_told_by_what_changed_in_it(desk: Desk):
    video = Reviewable(desk.factory)
    video.accept()
    video.render()
    shown = a_listing(video_id=VIDEO, title="The bell")
    video.list_it(shown.to_json())
    record(desk.factory, VIDEO, "approved", master_of(desk.factory, VIDEO).seen, "")
    assert about(desk.factory, VIDEO).waits_because is None
    other = shown.model_copy(update={"title": "The tower", "tags": ("towers",)})
    video.list_it(other.to_json())
    said = about(desk.factory, VIDEO).waits_because
    wanted = "the title from 'The bell' to 'The tower', the tags"
    assert said == f"the listing changed since the approval: {wanted}"
    page = desk.pages.get(f"/review/{VIDEO}").text
    assert "to &#39;The tower&#39;, the tags" in page
    assert f'<p class="lines">{other.description}</p>' in page
    assert "Tags: towers" in page
    assert 'alt="Thumbnail"' in page
    record(desk.factory, VIDEO, "approved", master_of(desk.factory, VIDEO).seen, "")
    assert about(desk.factory, VIDEO).waits_because is None
