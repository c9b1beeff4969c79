"""Commands about experiments."""

import base64
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.terminal.facts import AS_JSON, show_facts
from desk.terminal.picture_file import picture_bytes

if TYPE_CHECKING:
    from factory.reviews.alternative import AlternativeVerdict

DESIGNS = click.Choice(["days", "videos", "platform"])
MEASURES = click.Choice(["click_rate", "average_view_share", "first_week_views"])
SEEN_ARMS = click.option(
    "--seen",
    multiple=True,
    required=True,
    metavar="ARM:HASH",
    help="An arm and the hash of what was looked at, as listed; once for each arm.",
)
ASKED = (
    click.option("--channel", required=True),
    click.option("--design", type=DESIGNS, default="days", show_default=True),
    click.option("--measure", type=MEASURES, default="click_rate", show_default=True),
    click.option("--expected", type=float, required=True, help="The measure as it is: 0.04."),
    click.option("--hoped", type=float, required=True, help="The least that would matter: 0.05."),
    click.option("--video", "video_id", default="", help="Whose title or thumbnail it is."),
)


def _asked(command: Any) -> Any:
    for option in reversed(ASKED):
        command = option(command)
    return command


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def experiments(context: click.Context, as_json: bool) -> None:
    """List what is tried: what it needs, where it stands, and what it says once it is over."""
    if context.invoked_subcommand is None:
        from desk.actions.learning.experiments import list_experiments
        from desk.terminal.tables.experiments import show_experiments

        show_facts(list_experiments(), show_experiments, as_json)


@experiments.command()
@_asked
@click.option("--arms", type=click.IntRange(2, 3), default=2, show_default=True)
@AS_JSON
def power(as_json: bool, **asked: Any) -> None:
    """Say how much it takes to tell two figures apart, and how long the channel needs for it."""
    from desk.actions.learning.experiment_power import PowerAsked, power_here
    from desk.terminal.tables.experiments import show_power

    show_facts(power_here(PowerAsked(**asked)), show_power, as_json)


@experiments.command()
@click.argument("experiment_id", metavar="NAME")
@_asked
@click.option("--varies", default="title", show_default=True)
@click.option("--hypothesis", required=True, help="What is expected, and why.")
@click.option("--now", default="", help="How it is done now; of a title it is the listing's.")
@click.option(
    "--other",
    "others",
    type=(str, str),
    multiple=True,
    required=True,
    metavar="NAME WORDS",
    help="Another title, or the file of another thumbnail.",
)
@click.option("--from", "first_day", type=click.DateTime(["%Y-%m-%d"]), help="Else tomorrow.")
@click.option("--days", type=int, default=28, show_default=True)
@click.option("--anyway", is_flag=True, help="Also where it is not going to tell anything.")
@AS_JSON
def register(
    as_json: bool, others: tuple[tuple[str, str], ...], first_day: datetime | None, **asked: Any
) -> None:
    """Register an experiment before it starts; nothing of it is changed afterwards."""
    from desk.actions.learning.experiments import ArmPicture, Registration, register_here
    from desk.terminal.tables.experiments import show_experiment
    from factory.experiments.experiment import Arm

    arms = tuple(Arm(name=name, says=says) for name, says in others)
    day = first_day.date() if first_day else None
    pictures: tuple[ArmPicture, ...] = ()
    if (asked["design"], asked["varies"]) == ("days", "thumbnail"):
        pictures = tuple(
            ArmPicture(
                arm=name, file=says, data=base64.b64encode(picture_bytes(Path(says))).decode()
            )
            for name, says in others
        )
    wanted = Registration(others=arms, pictures=pictures, first_day=day, **asked)
    show_facts(register_here(wanted), show_experiment, as_json)


@experiments.command()
@click.argument("experiment_id", metavar="NAME")
@SEEN_ARMS
@AS_JSON
def approve(experiment_id: str, seen: tuple[str, ...], as_json: bool) -> None:
    """Let NAME show the titles or thumbnails that you looked at."""
    _decide(experiment_id, "approved", "", seen, as_json)


@experiments.command()
@click.argument("experiment_id", metavar="NAME")
@SEEN_ARMS
@click.option("--note", required=True, help="Why not.")
@AS_JSON
def reject(experiment_id: str, seen: tuple[str, ...], note: str, as_json: bool) -> None:
    """Keep NAME from showing the titles or thumbnails that you looked at."""
    _decide(experiment_id, "rejected", note, seen, as_json)


@experiments.command()
@click.argument("experiment_id", metavar="NAME")
@click.option("--note", required=True, help="Why; of a platform's own test, what it said.")
@click.option("--winner", default="", help="Of a platform's own test: an arm, or none.")
@AS_JSON
def stop(experiment_id: str, note: str, winner: str, as_json: bool) -> None:
    """End NAME; its video gets its own title or thumbnail again. Of a platform's own test, record what it said."""
    from desk.actions.learning.experiments import stop_here
    from desk.terminal.tables.experiments import show_experiment

    show_facts(stop_here(experiment_id, note, winner), show_experiment, as_json)


@experiments.command()
@click.argument("experiment_id", metavar="NAME")
@click.argument("video")
@AS_JSON
def assign(experiment_id: str, video: str, as_json: bool) -> None:
    """Draw the arm of VIDEO, in an experiment between videos."""
    from desk.actions.learning.experiments import assign_here
    from desk.terminal.tables.experiments import show_arm

    show_facts(assign_here(experiment_id, video), show_arm, as_json)


def _decide(
    experiment_id: str,
    decision: "AlternativeVerdict",
    note: str,
    seen: tuple[str, ...],
    as_json: bool,
) -> None:
    from desk.actions.learning.experiments import facts_of
    from desk.actions.publishing.alternatives import decide_arms
    from desk.terminal.tables.experiments import show_experiment
    from wiring.factory import open_factory

    arms = {arm: sha256 for arm, _, sha256 in (one.rpartition(":") for one in seen)}
    with open_factory() as factory:
        facts = facts_of(factory, decide_arms(factory, experiment_id, decision, note, arms))
    show_facts(facts, show_experiment, as_json)
