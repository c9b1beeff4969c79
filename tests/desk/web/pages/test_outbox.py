"""What lies ready to be uploaded by hand stands near the top of its video's page, to be saved and copied."""

from pathlib import Path

from factory.listing.listing import Listing
from resources.outlets.outbox.outlet import OutboxOutlet
from tests.desk.opened_desk import Desk, opened_desk
from tests.fakes.manifests import a_listing
from tests.fakes.outbox import publication, released
from tests.fakes.outlets import FakeOutlet
from tests.fakes.reviewable import VIDEO, Reviewable

PAGE = f"/videos/{VIDEO}"


def delivered(desk: Desk, where: Path, listing: Listing) -> Path:
    """Publish a video into the outbox, and to a platform after that; return its folder."""
    video, outlet = Reviewable(desk.factory), OutboxOutlet(desk.factory.settings.outbox)
    video.accept(review="required", outlets=("outbox", "tiktok"))
    video.render(b"mp4")
    desk.factory.catalogue.settings.change("distribution", True)
    going_out = publication(released(where, listing=listing), video_id=VIDEO)
    for one in (outlet, FakeOutlet(name="tiktok")):
        desk.factory.catalogue.posts.post(going_out, one, lambda: None)
    return desk.factory.settings.outbox / VIDEO


def test_its_files_and_words_stand_above_the_scenes_also_when_it_is_out_elsewhere(
    desk: Desk, tmp_path: Path
):
    listing = a_listing(title='A "quoted" & plain title', tags=("ice", "the sea"))
    folder = delivered(desk, tmp_path / "released", listing)
    page = desk.pages.get(PAGE).text
    panel = page[page.index('id="post-outbox"') : page.index('class="scenes"')]
    assert (
        'value="A &#34;quoted&#34; &amp; plain title"' in panel
        and ">ice, the sea</textarea>" in panel
    )
    assert panel.count("data-copy=") == 3 and page.count('id="post-outbox"') == 1
    assert str(folder) in panel
    assert "Out on TikTok" in panel and "ready to be uploaded by hand" not in page
    for name in ("video.mp4", "thumbnail.jpg", "captions.srt", "listing.txt", "dossier.json"):
        assert f'href="{PAGE}/outbox/{name}"' in panel
        assert desk.pages.get(f"{PAGE}/outbox/{name}").content == (folder / name).read_bytes()


def test_nothing_else_of_the_machine_is_handed_out_and_who_looks_is_not_told_where_it_lies(
    desk: Desk, tmp_path: Path
):
    folder = delivered(desk, tmp_path / "released", a_listing())
    (folder / "notes.txt").write_text("mine")
    for name in ("notes.txt", "..%2F..%2Fkeys", "listing.txt%00", "none"):
        assert desk.pages.get(f"{PAGE}/outbox/{name}").status_code == 404
    assert desk.pages.get("/videos/no-such-video/outbox/video.mp4").status_code == 404
    with opened_desk(desk.factory, "viewer") as looker:
        page = looker.pages.get(PAGE).text
    assert str(desk.factory.settings.home) not in page and "listing.txt" in page


def test_files_of_an_earlier_version_are_told_as_such_and_none_once_they_are_taken_down(
    desk: Desk, tmp_path: Path
):
    delivered(desk, tmp_path / "released", a_listing())
    Reviewable(desk.factory).render(b"another master")
    page = desk.pages.get(PAGE).text
    assert "In the outbox: an earlier version" in page
    assert "ready to be uploaded by hand</h2>" not in page
    takedowns = desk.factory.catalogue.takedowns
    takedowns.ask([VIDEO], "Ada", "not ours")
    for one in takedowns.open([VIDEO]):
        takedowns.done(one["id"], "set aside")
    assert 'aria-labelledby="ob"' not in desk.pages.get(PAGE).text
    assert desk.pages.get(f"{PAGE}/outbox/video.mp4").status_code == 404


def test_another_file_than_the_video_is_saved_by_its_own_name(desk: Desk, tmp_path: Path):
    (delivered(desk, tmp_path / "released", a_listing()) / "video.mp4").unlink()
    page = desk.pages.get(PAGE).text
    assert "Save the video" not in page and ">Thumbnail</a>" in page


def test_a_folder_that_was_taken_away_is_told_so(desk: Desk, tmp_path: Path):
    folder = delivered(desk, tmp_path / "released", a_listing())
    folder.rename(tmp_path / "elsewhere")
    page = desk.pages.get(PAGE).text
    assert "Its folder is not there any more." in page and f"{PAGE}/outbox/" not in page
