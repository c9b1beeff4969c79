"""Stories without end, each in words of its own, for runs that make more videos than anybody has written."""

import random
from typing import Final

SENTENCES: Final = 7
FORMS: Final = (
    "{when}, the {like} {who} {did} a {of} {what} {near} the {how} {where}.",
    "the {like} {who} {did} a {of} {what} {near} the {how} {where}, {when}.",
    "{when} the {like} {who} {did}, {near} the {how} {where}, a {of} {what}.",
    "{near} the {how} {where}, {when}, the {like} {who} {did} a {of} {what}.",
)
WORDS: Final = {
    "like": """
        tired quiet young retired honest bored famous careless stubborn gentle clever
        lonely barefoot hungry patient nervous cheerful forgetful proud sleepless polite
        reckless silent superstitious
    """,
    "who": """
        ferryman schoolmaster dentist baker gardener watchman acrobat stationmaster
        clerk sailor glassblower shepherd soldier cook courier widow tailor beekeeper
        carpenter judge violinist mason miller printer saddler surgeon weaver cooper
        diver
    """,
    "did": """
        carried hid painted borrowed repaired weighed buried measured polished forgot
        traded discovered sketched returned counted wrapped lost inherited auctioned
        praised guarded dismantled photographed burned
    """,
    "of": """
        copper broken empty wooden silver cracked unfinished borrowed rusty gilded
        striped heavy crooked priceless second-hand hollow purple enormous folded stolen
        velvet frozen musical forbidden
    """,
    "what": """
        kettle letter weathercock basket umbrella birdcage ledger boot violin telescope
        button horse barrel key quilt mirror thimble bell pot notebook pawn cheese sail
        stove compass lantern ladder anchor wig saddle
    """,
    "near": """
        behind under in on beside inside near across beneath outside above past within
        below
    """,
    "how": """
        abandoned leaking crumbling narrow moonlit flooded deserted sunken distant dusty
        windy overgrown whitewashed snowbound
    """,
    "where": """
        mill staircase boat roof canal oak quarry tollhouse haystack market cellar
        railway bridge chemist wall tower kiln stable raft coast well farm orchard
        chapel tunnel harbour meadow tavern
    """,
    "when": """
        before_sunrise during_a_flood one_windless_evening in_winter after_harvest
        at_low_tide on_leap_day while_everybody_slept that_autumn within_an_hour
        surprisingly for_a_wager against_advice years_later between_thunderstorms
        at_noon by_accident under_a_new_moon going_home with_great_ceremony
        early_in_spring on_Sunday for_no_reason twice
    """,
}
"""Kinds of words, with blanks between them; a low line stands for a blank."""


def made_up_story(number: int) -> tuple[str, str]:
    """Return title and words of a story, enough for a Short; the same for the same number."""
    dice = random.Random(number)
    drawn = {kind: dice.sample(words.split(), SENTENCES) for kind, words in WORDS.items()}
    told = [
        dice.choice(FORMS).format(**{kind: words[n] for kind, words in drawn.items()})
        for n in range(SENTENCES)
    ]
    first = {kind: words[0] for kind, words in drawn.items()}
    title = "How the {who} {did} a {of} {what}, {number}".format(number=number, **first)
    return title, " ".join(one[0].upper() + one[1:] for one in told).replace("_", " ")
