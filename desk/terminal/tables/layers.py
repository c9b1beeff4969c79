"""What `factory layer` prints for people."""

from rich.console import Console

from desk.actions.making.one_layer import LayerMade


def show_layer(made: LayerMade) -> None:
    """Print what a layer that was made alone says of itself."""
    console = Console(highlight=False)
    console.print(f"{made.layer} of {made.subject}", style="bold", markup=False)
    for name, value in made.facts.items():
        console.print(f"  {name}: {value}", markup=False, soft_wrap=True)
