"""Approving and rejecting in a terminal: what is decided about is shown first."""

import sys

import click

from desk.actions.making.launching import PAUSED
from desk.actions.publishing.reviews import Decided, decide, master_to_decide
from desk.terminal.typed_commands import say
from factory.errors import PermanentError
from factory.interchange.video_facts import MasterFacts, short_hash
from factory.reviews.decision import NEEDS_A_NOTE, Decision

VERBS: dict[Decision, str] = {
    "approved": "approve",
    "rejected": "reject",
    "changes": "ask for changes of",
    "held": "hold",
}


WORDS: dict[Decision, str] = {
    "approved": "approved",
    "rejected": "rejected",
    "changes": "to be changed",
    "held": "held",
}
COMMANDS: dict[Decision, str] = {**VERBS, "changes": "changes"}


def decide_here(
    video_id: str, decision: Decision, seen: str | None, note: str, outlet: str
) -> None:
    """Decide about the master that was seen; without one, show which lies there and ask.

    Raises:
        PermanentError: nothing says which master and listing were seen, and nobody sits here to be asked.
    """
    if seen is None:
        master = master_to_decide(video_id)
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise PermanentError(_unseen(master, decision))
        say(f"The master of {video_id}:")
        for line in _lines(master):
            say(line)
        if not click.confirm(f"{VERBS[decision].capitalize()} it?", default=False):
            say("Nothing was decided.")
            return
        seen = master.seen
    say(_told(decide(video_id, decision, seen, note, outlet=outlet)))


def _unseen(master: MasterFacts, decision: Decision) -> str:
    about = "; ".join(line.strip() for line in _lines(master))
    note = ' --note "..."' if decision in NEEDS_A_NOTE else ""
    return (
        f"{master.video_id}: which master and listing were seen is not said, and this is no terminal to ask in. "
        f"Those that lie there now: {about}. Look at them, then "
        f"`factory {COMMANDS[decision]} {master.video_id} --seen {master.seen}{note}`"
    )


def _lines(master: MasterFacts) -> list[str]:
    length = "of unknown length" if master.seconds is None else f"{master.seconds:.1f} s long"
    listed = f", its listing {short_hash(master.listing_sha256)}" if master.listing_sha256 else ""
    return [
        f"  {master.title}{listed}",
        f"  {short_hash(master.sha256)}, made {master.made_at:%Y-%m-%d %H:%M %Z}, {length}",
        f"  {master.path}",
    ]


def _told(decided: Decided) -> str:
    what = f"{decided.video_id} ({short_hash(decided.master_sha256)}) is {WORDS[decided.decision]}"
    if decided.outlet:
        what = f"{what} for {decided.outlet}"
    if decided.decision == "rejected":
        if decided.perhaps_at:
            perhaps = ", ".join(decided.perhaps_at)
            what = f"{what}; it was just going out, so see that nothing of it stands at {perhaps}"
        if not decided.standing_at:
            return f"{what}; it will not be published."
        out = ", ".join(decided.standing_at)
        return f"{what}; it will not be published again, but stands at {out}: remove it there."
    after = {
        "none": "nothing of it goes out until somebody approves it",
        "another reviewer": "another reviewer must approve it too, as its channel says",
        "running": "its release is running",
        "waiting": "`factory up`, or `factory make` again, publishes it",
        "paused": f"it waits: {PAUSED}",
        "scheduled": f"a running factory publishes it at {decided.publish_at:%Y-%m-%d %H:%M %Z}"
        if decided.publish_at
        else "",
    }
    return f"{what}; {after[decided.release]}."
