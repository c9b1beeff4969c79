"""Side words: words that a text only compares with, denies, or names beside what it speaks of."""

import re

_SIMILE = (
    "big|large|huge|tiny|small|tall|long|high|deep|wide|thick|thin|fat|heavy|light|strong|brave|bold|fast|quick|slow"
    "|quiet|loud|busy|blind|deaf|sly|stubborn|flat|dry|wet|cold|hot|hard|soft|smooth|sharp|clear|bright|dark|black"
    "|white|red|green|old|free|proud|poor|rich|gentle|tough|wise|mad|hungry|dead|good"
)
_COMPARED = re.compile(
    r"(?:\b(?:as (?!(?:soon|long|far|well|many)\b)\w+ as|so \w+ wie|tan \w+ como)"
    r"(?: (?:an?|the|eine?|ein|einem|der|die|das|una?|el|la))?"
    rf"|\bas long as an?|\b(?:{_SIMILE}) as an?"
    r"|\b(?:size|height|length|weight|width|shape|thickness) of an?"
    r"|\bthan(?: an?| the| any| most)?|\bthan(?: an?| the| any)(?: (?!hundred|thousand|million|billion|dozen|score|couple|few)[a-z]+)"
    r"|\b(?-i:[Mm]ehr|[Ww]eniger|[a-zäöüß]{2,}er) als(?: (?:eine?[mnrs]?|der|die|das|dem|den|jede[rs]?))?"
    r"|[a-zäöüß] wie eine?[mnr]?(?: [a-zäöüß]+)?"
    r"|\b(?:más|menos|mayor|menor|mejor|peor)(?: \w+)? que(?: (?:una?|el|la|los|las))?"
    r"|\bcomo una?"
    r"|\b(?:instead of|rather than|unlike)(?: (?:an?|the))?(?: [a-z]+)?)\s+$",
    re.IGNORECASE,
)
"""Before what a text only compares something with: boulders as large as cars, heavier than an elephant."""
_LIKE = re.compile(
    r"(?P<before>[\w'’]+)?,?\s*\blike(?: (?:an?|the))?(?: [a-z]+)?\s+$", re.IGNORECASE
)
_LIKING = frozenset(
    [
        "would",
        "should",
        "could",
        "might",
        "will",
        "to",
        "not",
        "don't",
        "don’t",
        "do",
        "did",
        "didn't",
        "didn’t",
    ]
    + [
        "i",
        "we",
        "you",
        "they",
        "people",
        "who",
        "children",
        "i'd",
        "i’d",
        "we'd",
        "we’d",
        "also",
        "always",
        "really",
    ]
)
"""Before `like` where it tells what somebody likes."""
_MERE = (
    r"(?:ordinary|common|mere|simple|normal|usual|typical|average|small|other|better|worse|greater|larger|bigger"
    r"|finer|gewöhnlich\w*|normal\w*|einfach\w*|alltäglich\w*|üblich\w*|klein\w*|ander\w*|größer\w*|besser\w*)"
)
"""Between a denial and what is there all the same: no ordinary ship, kein anderes Schiff."""
_STOPS = (
    r"(?:only|just|merely|until|till|before|because|but|when|if|while|for|as|than|like|though|far|long|in|on|at"
    r"|behind|under|over|near|from|into|through|across|by|of|to|with|after|since|and|or|mere|even)"
)
_NO_ADJECTIVE = (
    r"(?:more|less|longer|sooner|wonder|doubt|matter|one|help|food|water|warning|delay|money|sleep|rest|hope|fear"
    rf"|fail|sound|reason|time|word|idea|use|{_MERE})\b"
)
_PART = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_DENIED = {
    "en": re.compile(
        rf"\b(?:(?:no|not an?|not one|not a single|without(?: an?| any| the)?)\s+(?:(?!{_NO_ADJECTIVE}){_PART}\s+)?"
        rf"|(?:not|never|nor|cannot|\w+n['’]t)\s+(?:(?!{_STOPS}\b){_PART}\s+){{0,2}}(?:an?|any|one|a single)\s+"
        rf"(?:(?!{_NO_ADJECTIVE}){_PART}\s+)?"
        r"|neither(?: an?)?\s+|nor(?: an?)?\s+)$",
        re.IGNORECASE,
    ),
    "de": re.compile(
        rf"\b(?:(?:[Kk]ein(?:e|en|em|er|es)?|[Oo]hne(?: ein(?:e|en|em|er|es)?)?)\s+(?:(?!{_MERE}\b)[a-zäöüß]+\s+)?"
        r"|(?:[Nn]ie|[Nn]iemals|[Nn]icht)\s+(?:ein(?:e|en|em|er|es)?)\s+(?:(?!Mal\b)[a-zäöüß]+\s+)?"
        r"|(?:[Ww]eder|weder [^.,;:!?]{1,40} noch|Weder [^.,;:!?]{1,40} noch)\s+(?:ein\w*\s+)?)$"
    ),
    "es": re.compile(
        r"\b(?:sin(?: una?| ning[uú]na?)?|ning[uú]na?|ni(?: una?)?"
        r"|(?:nunca|jamás|no)\s+(?!solo\b|sólo\b|solamente\b|obstante\b)[^\W\d_]+(?:\s+[^\W\d_]+)?\s+(?:una?|ning[uú]na?)"
        r"|no\s+(?:hay|había|hubo|tiene|tienen|tenía|tenían|tuvo|tuvieron))\s+$",
        re.IGNORECASE,
    ),
}
"""By language, before what a text says is not there: `no ship`, `had never seen a ship`, `ohne Motor`."""
_NOT_THE = re.compile(
    r"\b(?:not|nicht|no)(?:\s+(?:the|an?|der|die|das|den|dem|ein\w*|el|la|los|las|una?))?\s+$",
    re.IGNORECASE,
)
_BUT = re.compile(r"[^.!?;]{0,40}?,?\s(?:but|sondern|sino)\b(?!\s+also|\s+auch|\s+también)")
_MEASURED_BY = re.compile(
    r"\s+(?:\w+\s+)?(?:is|was|are|were|ist|war|sind|waren|es|era|fue|son)\s+"
    r"(?:so\s|as\s|tan\s|more\s|más\s|\w+er\b(?=\s+(?:than|als)\b))"
)
"""After a denial that only says that none is as large as one that is there: keine Stadt ist älter als Jericho."""
_NOR = re.compile(r"[^.,;:!?]{0,40}\bnor\b")
_ANY_OTHER = re.compile(r"\s+(?:cualquiera|común|corriente|ordinari[oa]|normal)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*|[.,;:!?—–]")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_ARTICLES = frozenset(
    [
        "a",
        "an",
        "the",
        "his",
        "her",
        "its",
        "their",
        "my",
        "our",
        "your",
        "this",
        "that",
        "these",
        "those",
        "some",
        "many",
        "several",
        "each",
        "every",
        "another",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "behind",
        "beside",
        "besides",
        "under",
        "below",
        "above",
        "over",
        "near",
        "from",
        "into",
        "onto",
        "through",
        "across",
        "past",
        "around",
        "between",
        "beyond",
        "outside",
        "inside",
        "against",
        "towards",
        "toward",
        "along",
        "among",
        "after",
        "before",
        "during",
        "since",
        "until",
        "by",
        "for",
        "of",
        "to",
        "with",
        "off",
        "beneath",
        "upon",
        "via",
        "than",
    ]
)
_BEARERS = re.compile(
    r"\s+(?:(?!(?:ex|cons|ins|ass|res|pers|subs|des)?ists?\b|(?:en)?lists?\b|twists?\b|fists?\b|wrists?\b|mists?\b)[a-z]+ists?|[a-z]*men|[a-z]*man|wom[ae]n|owners?|dealers?|drivers?|makers?|keepers?|sellers?"
    r"|captains?|officers?|officials?|clerks?|company|companies|office|offices|expert|experts|chief"
    r"|magazine|museum|department|industry)\b"
)
"""What a word before it only tells of what kind it is: an army pharmacist is no army."""
MOST_BETWEEN = 2
"""Adjectives that may stand between an article, or a preposition, and its noun."""


def is_compared(before: str) -> bool:
    """Whether a text that ends so goes on with what it only compares something with."""
    liked = _LIKE.search(before)
    if liked and (liked["before"] or "").lower() not in _LIKING:
        return True
    return bool(_COMPARED.search(before))


def is_denied(before: str, after: str, language: str) -> bool:
    """Whether a word stands for what its text says is not there.

    Args:
        before: the text up to it.
        after: the text from its end on.
        language: the primary one; of others nothing is known to be denied but in English.
    """
    if _NOT_THE.search(before) and _BUT.match(after):
        return True
    found = _DENIED.get(language, _DENIED["en"]).search(before)
    if not found or _MEASURED_BY.match(after) or _ANY_OTHER.match(after):
        return False
    return not found[0].lower().startswith("neither") or bool(_NOR.match(after))


def is_aside(before: str, after: str) -> bool:
    """Whether an English word stands beside what its sentence speaks of.

    So it does after a preposition, `behind the dunes`, and before the noun that it tells the kind of.

    Args:
        before: the text up to it.
        after: the text from its end on.
    """
    if _BEARERS.match(after):
        return True
    words = [match[0].lower() for match in _WORD.finditer(before[-60:])][::-1]
    for place, word in enumerate(words[: MOST_BETWEEN + 1]):
        if _YEAR.fullmatch(word):
            return False
        if word in _PREPOSITIONS:
            return True
        if word in _ARTICLES:
            return place + 1 < len(words) and words[place + 1] in _PREPOSITIONS
        if not word[0].isalnum():
            return False
    return False
