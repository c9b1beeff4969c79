"""What the commands about experiments print for people."""

from collections.abc import Sequence

from rich.console import Console

from desk.actions.learning.experiments import ExperimentFacts
from desk.terminal.typed_commands import say
from factory.analytics.derived_metrics import WITHHELD
from factory.experiments.conclusion import ArmResult
from factory.experiments.experiment import Arm
from factory.experiments.sample_size import Needed


def show_power(power: Needed) -> None:
    """Print how much it takes."""
    Console(highlight=False).print(f"It needs {power.sentence}.", markup=False)


def show_experiments(found: Sequence[ExperimentFacts]) -> None:
    """Print every experiment."""
    if not found:
        say(
            "No experiments. `factory experiments power` says what one would need; docs/experiments.md"
        )
    for one in found:
        show_experiment(one)


def show_experiment(one: ExperimentFacts) -> None:
    """Print where an experiment stands, and what it says."""
    console, kept = Console(highlight=False), one.kept
    experiment = kept.registered
    console.print(f"{experiment.experiment_id}: {one.state}", style="bold", markup=False)
    days = f"{experiment.first_day} to {experiment.last_day}"
    console.print(f"  {experiment.hypothesis} ({experiment.measure}, {days})", markup=False)
    console.print(f"  It needs {experiment.power}.", style="dim", markup=False)
    for arm in experiment.arms:
        told = one.judgement.arms if one.judgement else ()
        result = next((result for result in told if result.name == arm.name), None)
        said = f": {of_arm(result)}" if result else ""
        console.print(f"  {arm.name} ({arm.says}){said}", markup=False)
        if why := one.unapproved.get(arm.name):
            console.print(f"    not shown: {why}", style="yellow", markup=False)
    if undecided := [name for name in one.unapproved if name in one.hashes]:
        seen = " ".join(f"--seen {name}:{one.hashes[name]}" for name in undecided)
        say(
            f"  Look at them, then `factory experiments approve {experiment.experiment_id} {seen}`."
        )
    if one.judgement:
        console.print(f"  {one.judgement.words}", markup=False)
    elif experiment.design != "platform":
        console.print(f"  {WITHHELD}", markup=False)
    if kept.stopped_at:
        winner = f"the platform says: {kept.winner}; " if kept.winner else ""
        console.print(f"  Ended by {kept.stopped_by}: {winner}{kept.note}", markup=False)


def of_arm(result: ArmResult) -> str:
    """Return an arm's figures in words: 4.1 % (3.8 to 4.4) of 6,900."""
    if result.value is None:
        return "nothing is known yet"
    if result.low is None or result.high is None:
        return f"{result.value:,.0f} views in the first week, of {result.trials:.0f} videos"
    share = f"{result.value:.2%} ({result.low:.2%} to {result.high:.2%}) of {result.trials:,.0f}"
    if result.p is None:
        return share
    if result.difference is None or result.difference_low is None or result.difference_high is None:
        return f"{share}, {result.answer} (p {result.p:.3f})"
    apart = (
        f"{result.difference:+.2%} ({result.difference_low:+.2%} to {result.difference_high:+.2%})"
    )
    return f"{share}, {apart}: {result.answer} (p {result.p:.3f})"


def show_arm(arm: Arm) -> None:
    """Print what a video was given."""
    Console(highlight=False).print(f"{arm.name}: {arm.says}", markup=False)
