"""The command that composes a TikTok post: shows what there is to choose, or keeps what was chosen."""

from typing import TYPE_CHECKING, Any

import click

from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from desk.actions.publishing.tiktok_post import ComposerFacts


@click.command()
@click.argument("video")
@click.option("--privacy", help="Who sees it: a word that the account offers.")
@click.option("--comments", is_flag=True, help="Let people comment.")
@click.option("--duets", is_flag=True, help="Let people make duets with it.")
@click.option("--stitches", is_flag=True, help="Let people use parts of it.")
@click.option("--your-brand", is_flag=True, help="It promotes your own business.")
@click.option("--branded-content", is_flag=True, help="It promotes somebody else's, for a return.")
@click.option(
    "--seen",
    metavar="MASTER-LISTING",
    default="",
    help="Digits of master and listing, as shown without --privacy.",
)
@click.option("--agree", "agreed", is_flag=True, help="You agree to what is said below `consent`.")
@AS_JSON
def tiktok(
    video: str, privacy: str | None, seen: str, agreed: bool, as_json: bool, **on: bool
) -> None:
    """Choose how VIDEO is posted on TikTok; without --privacy: show whose account it is and what it offers."""
    from desk.actions.publishing.tiktok_post import chosen_from, compose, composer
    from desk.terminal.typed_commands import typed
    from wiring.factory import open_factory

    with open_factory() as factory:
        if privacy is None:
            show_facts(composer(factory, video), _show, as_json)
            return
        chosen = chosen_from({"privacy": privacy, **on})
        done = compose(factory, video, seen, chosen, agreed=agreed)
    when = typed("goes on now" if done.goes_on else "goes on with the next `factory up`")
    show_facts(done, lambda _: click.echo(f"{video}: noted for TikTok; it {when}"), as_json)


def _show(facts: "ComposerFacts") -> None:
    off: Any = [
        name
        for name, is_off in (
            ("comments", facts.comments_off),
            ("duets", facts.duets_off),
            ("stitches", facts.stitches_off),
        )
        if is_off
    ]
    length = f"{facts.seconds:.0f}" if facts.seconds else "?"
    label = "told to TikTok" if facts.generated else "no"
    click.echo(f"account    {facts.nickname} (@{facts.username})")
    click.echo(
        f"video      {length} s of at most {facts.most_seconds} s, master and listing {facts.seen}"
    )
    click.echo(f"generated  {label}")
    click.echo(f"state      {facts.state}  {facts.state_words}".rstrip())
    click.echo("privacy    " + ", ".join(f"{one.value} ({one.means})" for one in facts.privacy))
    click.echo(f"off there  {', '.join(off) or 'nothing'}")
    chosen = facts.chosen
    click.echo(
        f"chosen     {chosen.privacy + ' by ' + facts.chosen_by if chosen else 'nothing yet'}"
    )
    click.echo(f"consent    {facts.consent} (with --branded-content: {facts.consent_branded})")
    click.echo(f"           {facts.processing}\n\n{facts.caption}")
