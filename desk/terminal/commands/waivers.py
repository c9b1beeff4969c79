"""The command by which a person answers for what a rule refuses."""

import click


@click.command()
@click.argument("video")
@click.argument("rule")
@click.option("--reason", required=True, help="Why; kept with the waiver, never published.")
@click.option("--person", default="", help="Who answers for it; without it, this account.")
def waive(video: str, rule: str, reason: str, person: str) -> None:
    """Answer by name for what RULE refuses in the words of VIDEO; other words ask anew."""
    from desk.actions.publishing.waivers import waive as record
    from desk.terminal.typed_commands import typed

    waived = record(video, rule, reason, person)
    click.echo(typed(waived.finding.sentence))
    then = "its work goes on" if waived.goes_on else "nothing waited for it"
    click.echo(f"{waived.waiver.person} answers for it in these words; {then}.")
