"""By days a video shows its arms, and the original again, whatever happens meanwhile."""

import base64
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from desk.actions.learning.experiments import (
    ArmPicture,
    facts_of,
    register,
    stop,
)
from desk.actions.publishing.alternatives import decide_arms, hashes_of_arms
from factory.brief.planned_changes import Changed
from factory.errors import BadInput, PermanentError, TransientError
from factory.experiments.arm_assignment import arms_by_day
from factory.experiments.experiment import Arm, Experiment
from factory.ports import ChangeOutcome, LivePost, PostStanding
from factory.workflow.platform_days import PACIFIC
from sensors.experiment_days import ExperimentDays
from tests.desk.actions.learning.registered import TITLE, a_video_that_is_out, asked
from tests.fakes.agreements import agreements_of
from tests.fakes.platform import a_live_post
from wiring.factory import Factory


class Changer:
    """Changes of posts, in memory; a process may die after one, before anybody hears of it."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.away = False
        self.dies = False

    def changer(self, name: str) -> "Changer":
        return self

    def found(self, post: LivePost, what: Changed) -> str:
        raise AssertionError("an experiment knows what it replaces")

    def change(self, post: LivePost, what: Changed, to: str, file: Path | None) -> ChangeOutcome:
        if self.away:
            raise TransientError("no answer from YouTube")
        self.made.append(file.read_text() if file else to)
        if self.dies:
            raise KeyboardInterrupt
        return ChangeOutcome(said="changed")


class Posts:
    """One post, until it is gone or taken down."""

    def __init__(self) -> None:
        self.post: LivePost | None = a_live_post(date(2026, 1, 1))
        self.unnamed = False
        """Its brief names no account at YouTube any more."""
        self.looks = 0

    def live(self, day: date) -> list[LivePost]:
        self.looks += 1
        return [self.post] if self.post and not self.unnamed else []

    def newest(self, video_id: str, outlet: str) -> LivePost | None:
        raise AssertionError("no translation is told here")

    def to_come(self, video_id: str, outlet: str) -> str:
        raise AssertionError("no translation is told here")

    def standing(self, video_id: str, outlet: str) -> PostStanding:
        return "out" if self.post else "gone"


@dataclass
class Tried:
    """An experiment under way, and what its video shows."""

    days: ExperimentDays
    experiment: Experiment
    changer: Changer
    posts: Posts

    def at(self, day: int, hour: int = 0) -> list[str]:
        """Let it look, so many days after its first."""
        when = self.experiment.first_day + timedelta(days=day)
        now = datetime(when.year, when.month, when.day, hour, 5, tzinfo=PACIFIC)
        return list(self.days.show(now)) if self.days.due(now) else []

    def arm(self, day: int) -> str:
        return dict(arms_by_day(self.experiment))[
            self.experiment.first_day + timedelta(days=day)
        ].says

    @property
    def whole(self) -> list[bool]:
        return [one.whole for one in self.days.experiments.shown(self.experiment.experiment_id)]


def tried(factory: Factory, experiment: Experiment, *, approved: bool = True) -> Tried:
    changer, posts = Changer(), Posts()
    catalogue = factory.catalogue
    agreements = agreements_of(catalogue, factory.store)
    days = ExperimentDays(catalogue.experiments, catalogue.arm_changes, posts, changer, agreements)
    if approved:
        kept = factory.catalogue.experiments.find(experiment.experiment_id)
        decide_arms(
            factory, experiment.experiment_id, "approved", "", hashes_of_arms(factory, kept)
        )
    return Tried(days, experiment, changer, posts)


@pytest.fixture
def factory(idle_factory: Factory) -> Factory:
    """A video that is out, with 3,000 impressions a day."""
    a_video_that_is_out(idle_factory)
    return idle_factory


def test_a_title_is_shown_by_days_and_the_original_is_put_back(factory: Factory):
    one = tried(factory, register(factory, asked(), "Mara").kept.registered)
    assert one.at(-1, 12) == []
    assert one.posts.looks == 0, "posts are looked up where something may be due"
    one.changer.away = True
    assert "no answer from YouTube" in one.at(0)[0]
    one.changer.away = False
    one.at(0, 5)  # too late for a whole day
    one.at(0, 6)
    assert one.changer.made == [one.arm(0)]
    for day in range(1, 14):
        one.at(day)
    assert one.changer.made == [one.arm(day) for day in range(14)]
    assert one.whole == [False, *[True] * 13]
    one.at(14)
    assert one.changer.made[-1] == one.experiment.original.says
    assert one.at(14, 3) == []
    assert one.at(15) == []


def test_a_title_that_nobody_approved_is_not_shown_and_the_original_needs_nobody(factory: Factory):
    one = tried(factory, register(factory, asked(), "Mara").kept.registered, approved=False)
    first = next(day for day in range(14) if one.arm(day) == TITLE)
    for day in range(first + 1):
        assert one.at(day) == [] or one.arm(day) != TITLE
    assert TITLE not in one.changer.made
    kept = factory.catalogue.experiments.find("shorter")
    seen = facts_of(factory, kept).hashes
    assert list(seen) == ["short"]
    with pytest.raises(BadInput, match="why not is not said"):
        decide_arms(factory, "shorter", "rejected", "", seen)
    decide_arms(factory, "shorter", "rejected", "shouts", seen)
    assert facts_of(factory, kept).unapproved["short"].endswith(": shouts")
    decide_arms(factory, "shorter", "approved", "", seen)
    assert facts_of(factory, kept).unapproved == {}
    one.at(first, 4)
    assert one.changer.made[-1] == TITLE
    assert one.whole[-1] is False, "approved when its day had begun"


def test_arms_are_decided_about_only_as_they_were_seen(factory: Factory):
    register(factory, asked(), "Mara")
    nothing: tuple[dict[str, str], ...] = (
        {},
        {"short": ""},
        {"short": "0" * 16},
        {"other": "0" * 64},
    )
    for seen in nothing:
        with pytest.raises(BadInput):
            decide_arms(factory, "shorter", "approved", "", seen)
    with pytest.raises(PermanentError, match="nothing was decided"):
        decide_arms(factory, "shorter", "approved", "", {"short": "0" * 64})
    kept = factory.catalogue.experiments.find("shorter")
    assert list(facts_of(factory, kept).unapproved) == ["short"]


def test_a_process_that_died_after_a_change_has_it_put_back_all_the_same(factory: Factory):
    one = tried(factory, register(factory, asked(), "Mara").kept.registered)
    one.changer.dies = True
    with pytest.raises(KeyboardInterrupt):
        one.at(0)
    one.changer.dies = False
    assert one.whole == [], "nobody knows what the day showed"
    stop(factory, "shorter", "Mara", "enough")
    one.at(0, 1)
    assert one.changer.made[-1] == one.experiment.original.says
    assert one.at(0, 2) == [], "once"


def test_a_day_on_which_it_was_stopped_counts_no_more(factory: Factory):
    one = tried(factory, register(factory, asked(), "Mara").kept.registered)
    first = next(day for day in range(14) if one.arm(day) == TITLE)
    for day in range(first + 1):
        one.at(day)
    assert one.whole[first]
    stop(factory, "shorter", "Mara", "enough")
    one.at(first, 12)
    assert one.changer.made[-1] == one.experiment.original.says
    assert not one.whole[first]
    assert one.at(first, 13) == []


@pytest.mark.parametrize("how", ["down", "gone"])
def test_a_video_that_is_taken_down_ends_its_experiment_and_has_its_own_title_again(
    factory: Factory, how: str
):
    one = tried(factory, register(factory, asked(), "Mara").kept.registered)
    one.at(0)
    assert one.posts.post
    one.posts.post = one.posts.post.model_copy(update={"down": True}) if how == "down" else None
    made = len(one.changer.made)
    said = one.at(0, 9) + one.at(1)
    assert "is ended: its video" in said[0]
    (kept,) = factory.catalogue.experiments.all()
    assert kept.stopped_by == "the factory"
    back = [one.experiment.original.says] if how == "down" and one.arm(0) == TITLE else []
    assert one.changer.made[made:] == back
    assert one.at(2) == []


def test_a_post_whose_brief_names_no_account_keeps_its_experiment_until_one_is_named_again(
    factory: Factory,
):
    one = tried(factory, register(factory, asked(), "Mara").kept.registered)
    last = next(day for day in range(14) if one.arm(day) == TITLE)
    for day in range(last + 1):
        one.at(day)
    one.posts.unnamed = True
    assert one.at(last + 1) == one.at(14) == [], "nothing can be done, and nothing is ended"
    assert one.changer.made[-1] == TITLE
    one.posts.unnamed = False
    one.at(15)
    assert one.changer.made[-1] == one.experiment.original.says
    assert one.at(16) == []


def test_a_thumbnail_is_shown_by_days_as_it_was_when_it_was_registered(
    factory: Factory, tmp_path: Path
):
    Image.new("RGB", (640, 360), "navy").save(tmp_path / "bold.png")
    factory.store.write("a-video", "thumbnail.jpg", b"the released one")
    picture = base64.b64encode((tmp_path / "bold.png").read_bytes()).decode()
    other = (Arm(name="bold", says="bold.png"),)
    with pytest.raises(BadInput, match="bold: has no picture"):
        register(factory, asked(varies="thumbnail", others=other), "Mara")
    given = (ArmPicture(arm="bold", file="bold.png", data=picture),)
    wanted = asked(varies="thumbnail", others=other, pictures=given)
    one = tried(factory, register(factory, wanted, "Mara").kept.registered)
    assert [arm.says.partition("/")[0] for arm in one.experiment.arms] == ["thumbnail.jpg", "later"]
    kept = factory.store.local("a-video", one.experiment.arms[1].says)
    with Image.open(kept) as shown:
        assert (shown.format, shown.size) == ("JPEG", (1080, 1920))
    approved = kept.read_bytes()
    sent: list[str] = []
    went_out: set[bytes] = set()

    def change(post: LivePost, what: Changed, to: str, file: Path) -> None:
        before = factory.store.local("a-video", to).read_bytes()
        factory.store.write("a-video", to, b"written by somebody else while it is sent")
        went_out.add(file.read_bytes())
        factory.store.write("a-video", to, before)
        sent.append(f"{what} {to}")

    one.changer.change = change  # pyright: ignore[reportAttributeAccessIssue]
    for day in range(15):
        one.at(day)
    assert set(sent) == {"thumbnail thumbnail.jpg", f"thumbnail {one.experiment.arms[1].says}"}
    changed = sum(one.arm(day) != one.arm(day - 1) for day in range(1, 14))
    assert len(sent) == 1 + changed + (one.arm(13) != "thumbnail.jpg"), "none is set twice"
    assert sent[-1] == "thumbnail thumbnail.jpg"
    assert went_out == {b"the released one", approved}
