"""How much of a vendor's measure one unit of work uses: counted before it is bought.

Each function returns ways to count the same thing, the preferred one first, as
`factory.money.price_book.PriceBook.usd` takes them.
"""

from math import ceil

from factory.money.price_book import Amounts

SLOWEST_CHARACTERS_PER_SECOND = 10.0
"""English is read at 14 to 17 letters and spaces a second; slow voices at 11."""
CHARACTERS_PER_TOKEN = 3.0
"""Between four in English and two in scripts of other letters."""
LONGEST_SIDE_PX = 1536
STEP_PX = 16


def speech_amounts(
    spoken: str, seconds: float | None = None, speed: float = 1.0
) -> tuple[Amounts, ...]:
    """Return what saying a text uses: characters, or seconds of sound.

    Args:
        spoken: the words that are sent.
        seconds: how long they took, once that is known.
        speed: else what the voice's own pace is multiplied by.
    """
    if seconds is None:
        seconds = len(spoken) / (SLOWEST_CHARACTERS_PER_SECOND * speed)
    return {"character": len(spoken)}, {"second": round(seconds, 3)}


def picture_amounts(prompt: str, width: int, height: int) -> tuple[Amounts, ...]:
    """Return what making a picture uses: begun megapixels, with the prompt's tokens if they cost."""
    tokens = ceil(len(prompt) / CHARACTERS_PER_TOKEN)
    exact = width * height / 1e6
    begun = ceil(exact)
    return {"megapixel": exact, "input_token": tokens}, {"megapixel": begun}, {"image": 1}


def made_size(width: int, height: int) -> tuple[int, int]:
    """Return the size in which a picture for this frame is made: its shape, the longer side 1536 px.

    Both sides are whole multiples of 16, as every model wants. More pixels cost more and show
    little: the picture is enlarged with a sharp filter afterwards.
    """
    shrink = min(1.0, LONGEST_SIDE_PX / max(width, height))
    across, down = (
        max(STEP_PX, ceil(side * shrink / STEP_PX) * STEP_PX) for side in (width, height)
    )
    return across, down
