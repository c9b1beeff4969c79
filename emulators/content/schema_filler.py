"""Plausible words to order: whatever a JSON Schema wants, about what the prompt is about.

The same prompt gets the same answer, and two differ.
"""

import re
from collections.abc import Mapping
from typing import Any

from emulators.content.scene_descriptions import picture_prompt, sound_prompt
from emulators.content.storyteller import Teller, chance, subject_of, topic_of

TAGS = (
    "history",
    "true story",
    "documentary",
    "small town",
    "how it was built",
    "local history",
    "engineering",
    "by the water",
    "archive",
)
PICTURE_NAMES = re.compile(r"prompt|picture|visual|image|shot|footage")
NARRATIVE_NAMES = re.compile(r"text|words|narration|spoken|beat|script|paragraph|body|content")
EMPTY_NAMES = re.compile(r"problem|issue|finding|violation|error|complaint|fault|missing|repeat")
YES_NAMES = re.compile(r"ok|pass|approv|accept|kept|good|safe")
NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
DEFAULT_ITEMS = 3
MOST_HEADING_WORDS = 6
DEFAULT_WORDS = 40


def paragraph(asked: str, count: int) -> str:
    """Return sentences of `count` words in all, give or take three, about what the prompt asks."""
    return Teller(asked).paragraph(count)


def schema_fault(given: Mapping[str, Any]) -> str:
    """Return what the strict subset refuses in a schema; empty when it is fine."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(given.get("name", ""))):
        return "name must be 1 to 64 of a-z, A-Z, 0-9, _ and -"
    schema = given.get("schema") or {}
    if schema.get("type") != "object":
        return "schema must be an object at its root"
    return _strict_fault(schema) if given.get("strict") else ""


def _strict_fault(node: Any, where: str = "()") -> str:
    if isinstance(node, list):
        return next((f for item in node if (f := _strict_fault(item, where))), "")
    if not isinstance(node, dict):
        return ""
    properties = node.get("properties")
    if node.get("type") == "object" and isinstance(properties, dict):
        if node.get("additionalProperties") is not False:
            return f"In context={where}, 'additionalProperties' is required to be false."
        if sorted(node.get("required", [])) != sorted(properties):
            return f"In context={where}, 'required' must include every key in properties."
    if "default" in node and "type" in node:
        return f"In context={where}, 'default' is not permitted."
    return next(
        (f for key, item in node.items() if (f := _strict_fault(item, f"{where}.{key}"))), ""
    )


def fill(schema: Mapping[str, Any], asked: str) -> Any:
    """Return an answer that conforms to the schema and keeps the counts that the prompt names.

    `12 scenes` gives twelve items to a list called scenes, `about 900 words` makes the narrative
    texts of the whole answer add up to 900; `each` or `per` before or after makes it that many in
    every one.
    """
    filler = _Filler(schema.get("$defs", {}), asked)
    made = filler.value(schema, "answer", ())
    return filler.told(made)


class _Narrative(str):
    """A place where narrative words go; its own text is its path."""


class _Filler:
    def __init__(self, definitions: Mapping[str, Any], asked: str) -> None:
        self._definitions = definitions
        self._asked = asked
        self._topic = topic_of(asked)
        self._teller = Teller(asked)
        self._counts = counts_of(asked)
        self._narratives = 0

    def value(self, schema: Mapping[str, Any], name: str, path: tuple[Any, ...]) -> Any:
        """Return a value for one node of the schema."""
        if "$ref" in schema:
            return self.value(self._definitions[schema["$ref"].rpartition("/")[2]], name, path)
        for key in ("anyOf", "oneOf", "allOf"):
            if key in schema:
                usable = [one for one in schema[key] if one.get("type") != "null"]
                return self.value(usable[0], name, path) if usable else None
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._enum(schema["enum"], name, path)
        kind = schema.get("type")
        kind = next(k for k in kind if k != "null") if isinstance(kind, list) else kind
        if kind == "object":
            return {
                key: self.value(inner, key, (*path, key))
                for key, inner in schema.get("properties", {}).items()
            }
        if kind == "array":
            count = self._count(schema, name)
            return [self.value(schema["items"], name, (*path, at)) for at in range(count)]
        if kind in ("integer", "number"):
            return self._number(schema, kind, path)
        if kind == "boolean":
            return bool(YES_NAMES.search(name.lower()))
        return self._string(schema, name.lower(), path)

    def _enum(self, allowed: list[Any], name: str, path: tuple[Any, ...]) -> Any:
        good = [one for one in allowed if isinstance(one, str) and YES_NAMES.search(one.lower())]
        return (good or allowed)[0]

    def _count(self, schema: Mapping[str, Any], name: str) -> int:
        least, most = schema.get("minItems", 0), schema.get("maxItems", 10_000)
        if EMPTY_NAMES.search(name.lower()):
            return least
        stem = name.lower().rstrip("s").rpartition("_")[2]
        wanted = self._counts.get(stem, DEFAULT_ITEMS)
        return max(least, min(most, wanted))

    def _number(self, schema: Mapping[str, Any], kind: str, path: tuple[Any, ...]) -> Any:
        least = schema.get("minimum", schema.get("exclusiveMinimum", 0))
        most = schema.get("maximum", schema.get("exclusiveMaximum", least + 10))
        drawn = least + (most - least) * (0.4 + 0.5 * chance(self._seed(path)).random())
        return round(drawn) if kind == "integer" else round(drawn, 2)

    def _string(self, schema: Mapping[str, Any], name: str, path: tuple[Any, ...]) -> str:
        if schema.get("format") == "date":
            return "2026-11-21"
        if schema.get("format") == "date-time":
            return "2026-11-21T12:00:00Z"
        made: str = self._words(name, path)
        if isinstance(made, _Narrative):
            return made
        return made[: schema.get("maxLength", len(made))]

    def _words(self, name: str, path: tuple[Any, ...]) -> str:
        seed = self._seed(path)
        if PICTURE_NAMES.search(name):
            return picture_prompt(seed, self._counts.get("each words", 24), self._topic)
        if "sound" in name:
            return sound_prompt(seed)
        if "title" in name or "heading" in name or "hook" in name:
            return self._title(path)
        if "language" in name:
            return "en"
        if "tag" in name or "keyword" in name:
            return self._tag(path)
        if name == "id" or name.endswith("_id"):
            return f"{name.removesuffix('_id') or 'item'}-{'-'.join(str(p) for p in path if isinstance(p, int)) or 1}"
        if NARRATIVE_NAMES.search(name):
            self._narratives += 1
            return _Narrative("/".join(map(str, path)))
        return Teller(self._asked, seed).paragraph(14)

    def _title(self, path: tuple[Any, ...]) -> str:
        place = next((part for part in path if isinstance(part, int)), None)
        if place is None:
            return self._topic[0].upper() + self._topic[1:]
        return self._teller.heading(place)

    def _tag(self, path: tuple[Any, ...]) -> str:
        """Return a phrase people look for: first the subject, then others, each once."""
        place = next((part for part in reversed(path) if isinstance(part, int)), 0)
        return subject_of(self._topic) if not place else TAGS[(place - 1) % len(TAGS)]

    def told(self, made: Any) -> Any:
        """Return the answer with words in every narrative place."""
        if isinstance(made, dict):
            return {key: self.told(value) for key, value in made.items()}
        if isinstance(made, list):
            return [self.told(value) for value in made]
        if isinstance(made, _Narrative):
            return self._narrative(made)
        return made

    def _narrative(self, place: str) -> str:
        """Tell one place; what is translated from a title or heading becomes one."""
        count = self._words_of(place)
        if "words=" in self._asked and count <= MOST_HEADING_WORDS:
            return self._teller.heading(int(place.rpartition("/")[2]))
        return self._teller.paragraph(count)

    def _words_of(self, place: str) -> int:
        """Return how many words one place is given: its own `words="12"`, if the prompt has them."""
        own = re.findall(r'words="(\d+)"', self._asked)
        number = place.rpartition("/")[2]
        if number.isdigit() and int(number) < len(own):
            return int(own[int(number)]) + self._more_each(own)
        return self._words_each()

    def _more_each(self, own: list[str]) -> int:
        """Return how many words more a text is given when a first answer was sent back as short."""
        short = re.findall(r"add (\d+) words", self._asked)
        told = [one for one in own if int(one) > MOST_HEADING_WORDS]
        return -(-int(short[-1]) // len(told)) + 2 if short and told else 0

    def _words_each(self) -> int:
        if "each words" in self._counts:
            return self._counts["each words"]
        total = self._counts.get("words")
        return max(4, round(total / self._narratives)) if total else DEFAULT_WORDS

    def _seed(self, path: tuple[Any, ...]) -> str:
        return self._asked + "/".join(map(str, path))


def counts_of(asked: str) -> dict[str, int]:
    """Return the numbers a prompt names, by what they count; the last one of a kind stands."""
    counts: dict[str, int] = {}
    number = r"(\d[\d,]*|" + "|".join(NUMBER_WORDS) + r")"
    each_of = r"(each\W+(?:\w+\W+){0,3})?"
    what = r"([a-z]+)(?:\s+(?!each|per|of|with|and|in|about)([a-z]+))?(\s+(?:each|per)\b)?"
    pattern = rf"(?i){each_of}\b{number}(?:\s*(?:-|to|–)\s*\d+)?\s+{what}"
    for each, amount, *named, after in re.findall(pattern, asked):
        value = NUMBER_WORDS.get(amount.lower()) or int(amount.replace(",", "") or 0)
        stems = {name.lower().rstrip("s") for name in named if name}
        if "word" in stems:
            counts["each words" if each or after else "words"] = value
        else:
            counts.update(dict.fromkeys(stems, value))
    return counts
