"""A change of a post that is called off while it waits for those before it is not made."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from factory.brief.planned_changes import Changed
from factory.ports import ChangeOutcome, LivePost
from resources.catalogue.catalogue import Catalogue
from resources.storage.disk_store import DiskStore
from sensors.due_changes import make_due_changes
from tests.fakes.agreements import agreements_of, looked_at
from tests.fakes.catalogued import MASTER
from tests.fakes.manifests import VIDEO_ID
from tests.fakes.render_manifests import a_review
from tests.sensors.test_due_changes import guards_of, out_on_youtube


class CalledOff:
    """An outlet that is asked what stands there just when somebody calls the change off."""

    def __init__(self, catalogue: Catalogue, number: int) -> None:
        self._catalogue, self._number = catalogue, number
        self.made: list[str] = []

    def changer(self, name: str) -> "CalledOff":
        return self

    def found(self, post: LivePost, what: Changed) -> str:
        self._catalogue.post_changes.call_off(self._number, "mara")
        return "The title that stands there"

    def change(self, post: LivePost, what: Changed, to: str, file: Path | None) -> ChangeOutcome:
        self.made.append(to)
        return ChangeOutcome(said="changed")


def test_what_is_called_off_at_the_last_moment_is_not_made_and_stays_called_off(
    catalogue: Catalogue, tmp_path: Path
):
    number = out_on_youtube(catalogue)
    catalogue.reviews.decide(a_review(master_sha256=MASTER, reviewer="mara"))
    looked_at(agreements_of(catalogue, DiskStore(tmp_path)), VIDEO_ID, "Another")
    outlet, guards = CalledOff(catalogue, number), guards_of(catalogue, tmp_path)
    now = datetime.now(UTC) + timedelta(minutes=1)
    (said,) = make_due_changes(catalogue.post_changes, outlet, guards, DiskStore(tmp_path), now)
    assert "called off meanwhile" in said
    assert outlet.made == []
    (listed,) = catalogue.post_changes.listed(VIDEO_ID)
    assert (listed["ended_by"], listed["done_at"], listed["error"]) == ("mara", None, None)
