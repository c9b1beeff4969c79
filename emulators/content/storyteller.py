"""A storyteller: sentences about a topic, put together from a tongue's phrases by a seed.

The same seed tells the same story, and two differ.
"""

import hashlib
import random
import re

from emulators.content.story_phrases import TONGUES, Tongue

SUBJECT_WORDS = 6
OPENINGS = re.compile(r"(?i)^(?:why|how|what|when|where|the story of|the history of)\s+")
CLAUSES = re.compile(
    r"(?i),| \b(?:that|who|which|was|were|is|are|became|moved|ran|from|before|to)\b"
)
LANGUAGES = re.compile(r"(?:Language(?: of every word)?:|from \S+ to) ([a-z]{2})\b")
SECTION = re.compile(r"Write section (\d+) of (\d+)")
TOPIC_SHARE = 0.12
"""Of the sentences that name the topic."""


def topic_of(asked: str) -> str:
    """Return what a prompt is about: what it tags, names or quotes as such, or its longest words.

    Scenes to be translated are about whatever they say: empty.
    """
    for name in ("topic", "title"):
        found = re.findall(rf"<{name}>([^<>]+)</{name}>", asked)
        if found:
            return " ".join(found[0].split())[:120]
    if "<scene " in asked:
        return ""
    for name in ("topic", "title", "subject", "idea", "about"):
        found = re.findall(rf"(?im)^\W*{name}\W*[:=]\s*\W*(.+?)\W*$", asked)
        if found:
            return found[-1][:120]
    found = re.findall(r"[\"“]([^\"”]{4,80})[\"”]", asked)
    if found:
        return found[-1]
    longest = sorted(set(re.findall(r"[a-z]{6,}", asked.lower())), key=lambda w: (-len(w), w))
    return " and ".join(longest[:2]) or "a small true story"


def subject_of(topic: str) -> str:
    """Return a few words that name a topic within a sentence: `the canal lock`."""
    named = CLAUSES.split(OPENINGS.sub("", topic))[0].strip(" .?!:;'\"") or topic
    named = " ".join(named.split()[:SUBJECT_WORDS])
    return named[0].lower() + named[1:] if re.match(r"(?:The|A|An) ", named) else named


def tongue_of(asked: str) -> Tongue:
    """Return the tongue that a prompt asks for; English unless it is one of those there are."""
    found = LANGUAGES.findall(asked)
    return TONGUES.get(found[-1] if found else "en", TONGUES["en"])


def chance(seed: str) -> random.Random:
    """Return a generator that is the same for the same seed everywhere."""
    return random.Random(hashlib.sha256(seed.encode()).digest())


class Teller:
    """Tells one prompt's story; no deed comes twice before all were told."""

    def __init__(self, asked: str, seed: str = "") -> None:
        self._tongue = tongue_of(asked)
        self._subject = subject_of(topic_of(asked))
        self._chance = chance(asked + seed)
        self._deeds = self._deck(asked)
        self._told = 0
        headings = self._tongue.headings
        self._headings = self._chance.sample(headings, len(headings))

    def paragraph(self, count: int) -> str:
        """Return sentences of `count` words in all, give or take three."""
        said: list[str] = []
        total = tries = 0
        while total < count - 3 and tries < count * 20:
            tries += 1
            new = self._sentence()
            length = len(new.split())
            if total + length > count + 3:
                self._told -= 1
                continue
            said.append(new)
            total += length
        return " ".join(said or [self._sentence()])

    def _sentence(self) -> str:
        """Tell the next deed."""
        tongue = self._tongue
        who, did = self._deeds[self._told % len(self._deeds)]
        self._told += 1
        about = bool(self._subject) and self._chance.random() < TOPIC_SHARE
        shapes = [shape for shape in tongue.shapes if ("{topic}" in shape) == about]
        when = self._chance.choice(tongue.when)
        verb, _, rest = did.partition("|")
        made = self._chance.choice(shapes).format(
            who=who,
            verb=verb,
            rest=rest,
            when=when,
            when_=when[0].lower() + when[1:],
            where=self._chance.choice(tongue.where),
            why=self._chance.choice(tongue.why),
            topic=self._subject,
        )
        return made[0].upper() + made[1:]

    def _deck(self, asked: str) -> list[tuple[str, str]]:
        """Return who did what, shuffled; sections of one script share no deed."""
        section = SECTION.search(asked)
        number, count = (int(section[1]), int(section[2])) if section else (0, 1)
        deeds = [
            (who, did)
            for row, who in enumerate(self._tongue.who)
            for column, did in enumerate(self._tongue.did)
            if (row + column) % count == number % count
        ]
        self._chance.shuffle(deeds)
        return deeds

    def heading(self, place: int) -> str:
        """Return the title of a part; each place its own."""
        return self._headings[place % len(self._headings)]
