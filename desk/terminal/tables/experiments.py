"""What the commands about experiments print for people."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

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
    measure = experiment.measure.replace("_", " ")
    _below(console, f"{experiment.hypothesis} ({measure}, {days})")
    _below(console, f"It needs {experiment.power}.", style="dim")
    for arm in experiment.arms:
        told = one.judgement.arms if one.judgement else ()
        result = next((result for result in told if result.name == arm.name), None)
        said = f": {of_arm(result)}" if result else ""
        _below(console, f"{arm.name} ({arm.says}){said}")
        if why := one.unapproved.get(arm.name):
            _below(console, f"not shown: {why}", style="yellow", columns=4)
    if undecided := [name for name in one.unapproved if name in one.hashes]:
        seen = " ".join(f"--seen {name}:{one.hashes[name]}" for name in undecided)
        say(
            f"  Look at them, then `factory experiments approve {experiment.experiment_id} {seen}`."
        )
    if one.judgement:
        _below(console, one.judgement.words)
    elif experiment.design != "platform":
        _below(console, WITHHELD)
    if kept.stopped_at:
        winner = f"the platform says: {kept.winner}; " if kept.winner else ""
        _below(console, f"Ended by {kept.stopped_by}: {winner}{kept.note}")


def _below(console: Console, words: str, style: str = "", columns: int = 2) -> None:
    """Print a line below its experiment's name; what goes over the edge stands below its first word."""
    console.print(Padding(Text(words, style=style), (0, 0, 0, columns)))


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
    apart = f"{_points(result.difference)} points ({_points(result.difference_low)} to {_points(result.difference_high)})"
    return f"{share}, {apart}: {result.answer} (p {result.p:.3f})"


def _points(share: float) -> str:
    return f"{100 * share:+.2f}"


def show_arm(arm: Arm) -> None:
    """Print what a video was given."""
    Console(highlight=False).print(f"{arm.name}: {arm.says}", markup=False)
