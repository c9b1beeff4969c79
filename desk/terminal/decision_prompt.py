"""Approving and rejecting in a terminal: what is decided about is shown first."""

import sys

import click

from desk.actions.making.launching import PAUSED
from desk.actions.publishing.reviews import Decided, decide, master_to_decide
from desk.terminal.typed_commands import say
from desk.web.displayed_names import decided, who
from factory.errors import PermanentError
from factory.interchange.video_facts import MasterFacts, short_hash
from factory.listing.outlet_names import outlet_name
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
        before = _before(master, decision)
        for line in before:
            say(line)
        again = " all the same" if before else ""
        if not click.confirm(f"{VERBS[decision].capitalize()} it{again}?", default=False):
            say("Nothing was decided.")
            return
        seen = master.seen
    say(_told(decide(video_id, decision, seen, note, outlet=outlet)))


def _unseen(master: MasterFacts, decision: Decision) -> str:
    about = "; ".join(line.strip() for line in (*_lines(master), *_before(master, decision)))
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


def _before(master: MasterFacts, decision: Decision) -> list[str]:
    """Return what was decided about this master already, where it is out, and what another decision does."""
    newest = {row.outlet: row for row in master.reviews}
    lines = [
        f"  It was decided about: {who(row.reviewer)}: {decided(row)}, {row.decided_at:%Y-%m-%d %H:%M %Z}"
        for row in newest.values()
    ]
    out = [post for post in master.posts if post.stands]
    lines += [
        f"  It is out: {outlet_name(post.outlet)}, {post.published_at:%Y-%m-%d %H:%M %Z}, "
        f"{post.url or 'no address yet'}"
        for post in out
    ]
    gone = [post for post in master.posts if post.published_at and post.gone_at]
    lines += [
        f"  It was out: {outlet_name(post.outlet)}, and is gone since {post.gone_at:%Y-%m-%d %H:%M %Z}"
        for post in gone
    ]
    again = any(row.decision == "approved" for row in newest.values())
    if decision == "approved" and (again or gone):
        stays = "what is out stays as it is and is not sent a second time; " if out else ""
        returns = "what is gone goes out again; " if gone else ""
        lines.append(
            f"  Approved{' again' if again else ''}, {stays}{returns}what is not out yet is released."
        )
    elif out:
        lines.append(
            "  What is out stays out, whatever is decided now: `factory takedown` removes it."
        )
    return lines


def _told(done: Decided) -> str:
    what = f"{done.video_id} ({short_hash(done.master_sha256)}) is {WORDS[done.decision]}"
    if done.outlet:
        what = f"{what} for {done.outlet}"
    if done.decision == "rejected":
        if done.perhaps_at:
            perhaps = ", ".join(done.perhaps_at)
            what = f"{what}; it was just going out, so see that nothing of it stands at {perhaps}"
        if not done.standing_at:
            return f"{what}; it will not be published."
        out = ", ".join(done.standing_at)
        return f"{what}; it will not be published again, but stands at {out}: remove it there."
    after = {
        "none": "nothing of it goes out until somebody approves it",
        "another reviewer": "another reviewer must approve it too, as its channel says",
        "running": "its release is running",
        "waiting": "`factory up`, or `factory make` again, publishes it",
        "paused": f"it waits: {PAUSED}",
        "scheduled": f"a running factory publishes it at {done.publish_at:%Y-%m-%d %H:%M %Z}"
        if done.publish_at
        else "",
    }
    return f"{what}; {after[done.release]}."
