"""Experiments are registered before they start, change a title by days, and put the original back."""

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from desk.actions.learning.experiments import (
    ArmPicture,
    Registration,
    experiments_of,
    register,
    stop,
)
from factory.analytics.figures import DayFigures, Figures
from factory.brief.later_changes import Changed, LaterChange
from factory.errors import BadInput, PermanentError, TransientError
from factory.experiments.day_order import arms_by_day
from factory.experiments.experiment import Arm, Experiment
from factory.ports import ChangeOutcome, LivePost, PostStanding
from factory.workflow.platform_days import PACIFIC, platform_day
from sensors.experiment_days import ExperimentDays
from tests.desk.opened_desk import opened_desk
from tests.fakes.catalogued import accepted
from tests.fakes.manifests import a_listing
from tests.fakes.platform import a_live_post
from wiring.factory import Factory

TITLE = "Eleven lost days"


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


def tried(factory: Factory, experiment: Experiment) -> Tried:
    changer, posts = Changer(), Posts()
    catalogue = factory.catalogue
    days = ExperimentDays(
        catalogue.experiments, catalogue.arm_changes, posts, changer, factory.store
    )
    return Tried(days, experiment, changer, posts)


@pytest.fixture
def factory(idle_factory: Factory) -> Iterator[Factory]:
    """A video that is out, with 3,000 impressions a day."""
    idle_factory.catalogue.briefs.accept(accepted())
    idle_factory.store.write("a-video", "listing.json", a_listing().to_json())
    today = platform_day(datetime.now(UTC))
    told = [
        DayFigures(
            day=today - timedelta(days=back),
            video_id="a-video",
            outlet="youtube",
            figures=Figures(views=200, impressions=3000, click_rate=0.04),
        )
        for back in range(28)
    ]
    idle_factory.catalogue.metrics.record("test", told)
    yield idle_factory


def asked(**changes: object) -> Registration:
    facts = {
        "experiment_id": "shorter",
        "channel": "tales",
        "video_id": "a-video",
        "hypothesis": "short is clicked",
        "expected": 0.04,
        "hoped": 0.05,
        "days": 14,
        "others": (Arm(name="short", says=TITLE),),
    }
    return Registration.model_validate({**facts, **changes})


def test_it_is_registered_with_its_power_before_it_starts_and_once(factory: Factory):
    one = register(factory, asked(), "Mara")
    assert one.state == "registered"
    assert one.kept.registered.power == (
        "about 6,700 impressions an arm; you have 21,000 a week: 1 week"
    )
    assert one.kept.registered.original.says == a_listing().title
    with pytest.raises(BadInput, match="already"):
        register(factory, asked(), "Mara")
    with pytest.raises(BadInput, match="two at once"):
        register(factory, asked(experiment_id="another"), "Mara")
    with pytest.raises(BadInput, match="has begun"):
        register(factory, asked(first_day=date(2026, 1, 1)), "Mara")


def test_what_cannot_be_told_is_refused_unless_somebody_wants_it_anyway(factory: Factory):
    dear = asked(hoped=0.041)
    with pytest.raises(BadInput, match="not enough yet"):
        register(factory, dear, "Mara")
    factory.store.write("a-video", "thumbnail.jpg", b"the released one")
    pictured = dear.model_copy(update={"varies": "thumbnail", "pictures": a_picture()})
    with pytest.raises(BadInput, match="not enough yet"):
        register(factory, pictured, "Mara")
    kept = factory.store.local("a-video", "thumbnail.jpg").parent / "later"
    assert not kept.exists(), "nothing is kept of what is refused"
    assert register(factory, dear.model_copy(update={"anyway": True}), "Mara")


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


def test_what_was_changed_since_it_went_out_is_what_is_tried_against_and_put_back(
    factory: Factory,
):
    changes, before = factory.catalogue.post_changes, a_listing().title
    factory.store.write("a-video", "later/other.jpg", b"another picture")
    for what, was, to in (("title", before, "Newer"), ("thumbnail", "", "later/other.jpg")):
        wanted = LaterChange.model_validate({"what": what, "to": to, "after_seconds": 0})
        number = changes.ask("a-video", wanted, "mara")
        changes.settle(number, ChangeOutcome(before=was, said="changed"))
    title = register(factory, asked(), "Mara")
    assert title.kept.registered.original.says == "Newer"
    stop(factory, "shorter", "Mara", "enough")
    bold = asked(experiment_id="bold", varies="thumbnail", pictures=a_picture())
    thumbnail = register(factory, bold, "Mara")
    assert thumbnail.kept.registered.original.says == "later/other.jpg"


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


def a_picture() -> tuple[ArmPicture, ...]:
    """Return the thumbnail of the arm `short`."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 360), "navy").save(drawn, "PNG")
    data = base64.b64encode(drawn.getvalue()).decode()
    return (ArmPicture(arm="short", file="short.png", data=data),)


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
    sent: list[str] = []
    one.changer.change = lambda post, what, to, file: sent.append(f"{what} {to}")  # pyright: ignore[reportAttributeAccessIssue]
    for day in range(15):
        one.at(day)
    assert set(sent) == {"thumbnail thumbnail.jpg", f"thumbnail {one.experiment.arms[1].says}"}
    changed = sum(one.arm(day) != one.arm(day - 1) for day in range(1, 14))
    assert len(sent) == 1 + changed + (one.arm(13) != "thumbnail.jpg"), "none is set twice"
    assert sent[-1] == "thumbnail thumbnail.jpg"


def test_who_ends_it_says_why_and_a_winner_is_a_platforms_alone(factory: Factory):
    register(factory, asked(), "Mara")
    with pytest.raises(BadInput, match="why"):
        stop(factory, "shorter", "Mara", " ")
    with pytest.raises(BadInput, match="only a test of the platform"):
        stop(factory, "shorter", "Mara", "done", "short")
    stop(factory, "shorter", "Mara", "taken down")
    with pytest.raises(PermanentError, match="over already"):
        stop(factory, "shorter", "Mara", "again")
    with pytest.raises(PermanentError, match="factory experiments"):
        stop(factory, "nothing", "Mara", "why")
    register(factory, asked(experiment_id="studio", design="platform", anyway=True), "Mara")
    stop(factory, "studio", "Mara", "Studio: 52 % to 48 %", "short")
    assert {one.kept.winner for one in experiments_of(factory)} == {"", "short"}


def test_the_desk_says_the_power_first_registers_and_ends(factory: Factory):
    with opened_desk(factory) as desk:
        query = {"video": "a-video", "expected": "0.04", "hoped": "0.05"}
        page = desk.pages.get("/experiments", params=query).text
        assert "about 6,700 impressions an arm; you have 21,000 a week: 1 week" in page
        form = {**query, "name": "shorter", "title": TITLE, "hypothesis": "<b>", "days": "14"}
        assert desk.pages.post("/experiments", data=form).status_code == 303
        shown = desk.pages.get("/experiments").text
        assert TITLE in shown
        assert "<b>" not in shown
        assert "Not enough yet" in shown
        desk.pages.post("/experiments/shorter/end", data={"note": "enough"})
        assert "stopped" in desk.pages.get("/experiments").text
