"""What an edit costs: one word in one of 20 scenes, and nothing at all."""

from bench import inputs
from bench.cost import cpu_seconds
from bench.film import RenderedFilm, film_of, film_renderer
from bench.row import Row, at_most, fact
from factory.video_formats.formats import format_named

SCENES, WORDS = 20, 7
EDITED = 9
LARGEST_SHARE = 0.12
UNCHANGED_SECONDS = 3.0


def rows() -> list[Row]:
    """Return the CPU of an edit beside the full render's, and that of asking again."""
    film = film_of(format_named("short"), SCENES, WORDS, inputs.stills())
    with film_renderer() as opened:
        full = opened.render(film)
        again: list[RenderedFilm] = []
        unchanged = cpu_seconds(lambda: again.append(opened.render(film)))
        edited = opened.render(film.with_a_word_more(EDITED))
    whole, part = sum(full.bill.values()), sum(edited.bill.values())
    steps = ", ".join(f"{step} {cost:.1f}" for step, cost in edited.bill.items())
    return [
        fact(f"{SCENES} scenes in full", whole, "CPU s"),
        at_most(
            LARGEST_SHARE,
            f"a word in 1 of {SCENES} scenes",
            part,
            "CPU s",
            floor=whole,
            note=f"{_made(edited)} segments anew; {steps}",
        ),
        at_most(
            UNCHANGED_SECONDS,
            "nothing changed",
            unchanged,
            "CPU s",
            note=f"{_made(again[0])} segments anew",
        ),
    ]


def _made(film: RenderedFilm) -> int:
    return sum(not done.reused for done in film.segments)
