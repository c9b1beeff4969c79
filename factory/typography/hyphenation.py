"""Hyphens: where a word that is too long for its line is best cut.

The dictionary of the text's language says it, in the script that language is written in. Without
one a rule does: a syllable begins with the last consonant, or the last group of consonants that
belong together, before a vowel. That is the rule of most alphabets, and of compound words.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, groupby

from langcodes import Language, closest_supported_match
from pyphen import LANGUAGES, Pyphen  # pyright: ignore[reportMissingTypeStubs]

from factory.text.languages import is_language

HYPHENATED = {"LATIN": "Latn", "GREEK": "Grek", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn"}
"""Scripts in which a word that goes on in the next line ends in a hyphen, and their codes."""
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
NEAR_ENOUGH = 10
"""CLDR's distance up to which a language is cut by the dictionary of another: `no` by `nb_NO`."""
_DICTIONARIES = [name for name, path in LANGUAGES.items() if path.name == f"hyph_{name}.dic"]


def cut_costs(clusters: Sequence[str], language: str) -> Mapping[int, float]:
    """Return how bad it is to go on in the next line before each cluster but the first: 0 is best.

    Args:
        clusters: of one word, each drawn as one letter.
        language: of the text, BCP 47; empty where nobody knows it.
    """
    syllables = set(_syllables(clusters, language))
    return {cut: _cost(clusters, cut, syllables) for cut in range(1, len(clusters))}


def is_alphabetic(character: str) -> bool:
    """Return whether a character is of a script whose words are hyphenated."""
    return _script(character) in HYPHENATED


def _cost(clusters: Sequence[str], cut: int, syllables: set[int]) -> float:
    before, after = clusters[cut - 1], clusters[cut]
    if before[-1] in AFTER:
        return AT_A_SIGN if after[0] not in AFTER else ANYWHERE
    if not (is_alphabetic(before[0]) and is_alphabetic(after[0])):
        return AT_A_SYLLABLE
    return AT_A_SYLLABLE if cut in syllables else ANYWHERE


def _syllables(clusters: Sequence[str], language: str) -> Iterator[int]:
    """Yield the clusters with which a syllable begins inside a run of letters of one script."""
    places = range(len(clusters))
    for script, run in groupby(places, lambda place: _script(clusters[place][0])):
        letters = list(run)
        if script not in HYPHENATED:
            continue
        if dictionary := _dictionary(language, HYPHENATED[script]):
            first = letters[0]
            yield from (first + n for n in _looked_up([clusters[n] for n in letters], dictionary))
        else:
            yield from (cut for cut in letters if cut and _begins_a_syllable(clusters, cut))


@cache
def _dictionary(language: str, script: str) -> Pyphen | None:
    """Return the dictionary of a language, if there is one in this script."""
    if not is_language(language):
        return None
    name = closest_supported_match(language, _DICTIONARIES, max_distance=NEAR_ENOUGH)
    if name is None or Language.get(name).maximize().script != script:
        return None
    return Pyphen(lang=name, left=FEWEST, right=FEWEST)


def _looked_up(letters: Sequence[str], dictionary: Pyphen) -> Iterator[int]:
    """Yield where the dictionary cuts; also where it would spell the word otherwise to do so."""
    composed = [unicodedata.normalize("NFC", letter) for letter in letters]
    ends = {end: n + 1 for n, end in enumerate(accumulate(map(len, composed)))}
    found = dictionary.positions("".join(composed))
    yield from (ends[position] for position in found if position in ends)


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0]


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
