"""Writes a brief for a sleep video of as many words as are asked for, the same every time.

Run `python -m bench.made_up.sleep_brief WORDS > brief.md`; 6,000 to 20,000 words fit the format.
"""

import random
import sys
from collections.abc import Iterator

CHAPTER_WORDS, PARAGRAPH_SENTENCES = 900, 6
LONGEST_SENTENCE = 20
"""No sentence of these has more words; the last one is made of what is left."""
HEAD = """---
channel: {channel}
format: sleep
title: {title}
length: {length}
---
"""
PLACES = (
    *("the lane", "the orchard", "the pond", "the old mill", "the hill", "the wood", "the bridge"),
    *("the garden wall", "the far field", "the village", "the stream", "the hay barn", "the shore"),
)
THINGS = (
    *("a lamp", "a cat", "a slow cart", "the first star", "a thin mist", "a sleeping dog"),
    *("an open gate", "a row of poplars", "the moon", "a small boat", "a warm wind", "an owl"),
)
QUALITIES = ("quiet", "soft", "pale", "warm", "wide", "slow", "gentle", "dim", "silver", "mild")
VERBS = ("waits", "rests", "lingers", "settles", "stays", "leans back", "grows calm", "sleeps")
SENTENCES = (
    "Near {place} {thing} {verb}, and the evening is {quality}.",
    "There is {thing} by {place}, and nobody asks it for anything.",
    "The path goes on past {place}, {quality} and without haste, until {thing} {verb} beside it.",
    "Somewhere beyond {place} {thing} {verb}, as it does every night.",
    "The light on {place} is {quality} now, and a little later it is more {quality_too} still.",
    "You can hear {place} from here, or perhaps you only remember it.",
    "By {place} the air is {quality}, and {thing} {verb} until the morning.",
    "Nothing needs to be done at {place}, for {thing} has seen to it already.",
)


def main(arguments: list[str]) -> int:
    """Print the brief; the words are counted without headings."""
    if len(arguments) != 1 or not arguments[0].isdecimal():
        sys.stderr.write("usage: python -m bench.made_up.sleep_brief WORDS\n")
        return 2
    sys.stdout.write(brief(int(arguments[0])))
    return 0


def brief(words: int, channel: str = "slow-water", length: str = "8h") -> str:
    """Return a brief in Markdown of exactly so many words."""
    title = f"A Slow Evening of {words:,} Words"
    parts = [HEAD.format(channel=channel, title=title, length=length)]
    told, chapter, sentences = 0, 0, _sentences()
    while told < words:
        if told >= chapter * CHAPTER_WORDS:
            chapter += 1
            parts.append(f"## Part {chapter}\n")
        paragraph: list[str] = []
        while told < words and len(paragraph) < PARAGRAPH_SENTENCES:
            sentence = next(sentences).split()
            if words - told < LONGEST_SENTENCE:
                sentence = ["Slowly", *["and slowly"] * (words - told)]
                sentence = " ".join(sentence).split()[: words - told]
                sentence[-1] += "."
            paragraph.append(" ".join(sentence))
            told += len(sentence)
        parts.append(" ".join(paragraph) + "\n")
    return "\n".join(parts)


def _sentences() -> Iterator[str]:
    """Yield sentences without end; neighbours never share a place or a thing."""
    dice = random.Random("a slow evening")
    place, thing = "", ""
    while True:
        place = dice.choice([other for other in PLACES if other != place])
        thing = dice.choice([other for other in THINGS if other != thing])
        quality, other = dice.sample(QUALITIES, 2)
        yield dice.choice(SENTENCES).format(
            place=place, thing=thing, verb=dice.choice(VERBS), quality=quality, quality_too=other
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
