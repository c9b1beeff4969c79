"""Hyphens: where a word that is too long for its line is best cut.

Without a dictionary: a syllable begins with the last consonant, or the last group of consonants
that belong together, before a vowel. That is the rule of most alphabets, and of compound words.
"""

import unicodedata
from collections.abc import Sequence

HYPHENATED = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN")
"""Scripts in which a word that goes on in the next line ends in a hyphen."""
VOWELS = frozenset("aeiouyıøœæåаеиоуыэюяіїєαεηιουω")
ONSETS = frozenset(
    ("ch", "ck", "ph", "rh", "sh", "th", "zh", "qu", "sch", "schl", "schm", "schn", "schr", "schw")
    + ("br", "bl", "cr", "cl", "chr", "dr", "fl", "fr", "gl", "gr", "kl", "kr", "pl", "pr", "tr")
    + ("thr", "spr", "str", "бр", "бл", "вр", "вл", "гр", "гл", "др", "кр", "кл", "пр", "пл")
    + ("тр", "стр", "στ", "τρ", "πρ", "κρ")
)
"""Consonants that begin a syllable together."""
AFTER = frozenset("/-–—_.,:;?!=&@|+")
"""Signs after which an address or a compound is cut without a hyphen."""
AT_A_SIGN, AT_A_SYLLABLE, ANYWHERE = 0.0, 1.0, 4.0
FEWEST = 2
"""Letters of a word that stand alone at least, before and after a cut."""
MOST_CONSONANTS = 8
"""No word has more in a row; what has is no word."""


def cut_cost(clusters: Sequence[str], cut: int) -> float:
    """Return how bad it is to go on in the next line before the cluster `cut`: 0 is best.

    Args:
        clusters: of one word, each drawn as one letter.
        cut: between 1 and one less than there are.
    """
    before, after = clusters[cut - 1], clusters[cut]
    if before[-1] in AFTER:
        return AT_A_SIGN if after[0] not in AFTER else ANYWHERE
    if not (is_alphabetic(before[0]) and is_alphabetic(after[0])):
        return AT_A_SYLLABLE
    return AT_A_SYLLABLE if _begins_a_syllable(clusters, cut) else ANYWHERE


def is_alphabetic(character: str) -> bool:
    """Return whether a character is of a script whose words are hyphenated."""
    return unicodedata.name(character, "").startswith(HYPHENATED)


def _begins_a_syllable(clusters: Sequence[str], cut: int) -> bool:
    first = _run(clusters, cut - 1, -1)
    end = _run(clusters, cut, 1)
    if first < FEWEST - 1 or end + FEWEST > len(clusters) or end == cut:
        return False
    consonants = "".join(_base(c) for c in clusters[first + 1 : end])
    own = end - cut
    longest = max((n for n in range(2, 5) if consonants[-n:] in ONSETS), default=1)
    return own == longest


def _run(clusters: Sequence[str], start: int, step: int) -> int:
    """Return the index of the first cluster from `start` on, in this direction, that is a vowel."""
    index = start
    while abs(index - start) < MOST_CONSONANTS and 0 <= index < len(clusters):
        if not _is_consonant(clusters[index]):
            break
        index += step
    return index


def _is_consonant(cluster: str) -> bool:
    return is_alphabetic(cluster[0]) and _base(cluster) not in VOWELS


def _base(cluster: str) -> str:
    return unicodedata.normalize("NFD", cluster.lower())[0]
