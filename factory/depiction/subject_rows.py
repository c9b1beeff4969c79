"""Subject rows: the lexicon as it is written, one row for each thing that can be drawn."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from factory.depiction.depiction import Footing, Subject
from factory.documents.shipped import parsed

LANGUAGES = ("en", "de", "es")
LEXICON = ("scenery", "machines", "places", "animals", "food", "trade", "people", "tools", "sport")
"""Files of the lexicon; of two rows with one word the earlier has it."""
FOOTINGS: Mapping[str, Footing] = {
    "scenery": "land",
    "machines": "plain",
    "places": "land",
    "animals": "land",
    "food": "table",
    "trade": "table",
    "people": "plain",
    "tools": "table",
    "sport": "plain",
}
"""What the things of each file stand on, where their row does not say."""
IN_COMPANY = frozenset({"animals"})
"""Files of things behind which others of their kind may be seen."""


@cache
def subjects() -> Mapping[str, Subject]:
    """Return every subject by its name."""
    return {name: subject for name, (subject, _) in rows().items()}


def set_phrases() -> Mapping[str, Sequence[str]]:
    """Return for each language the phrases that name nothing, though a word of theirs does alone."""
    text = (files("factory.depiction") / "lexicon" / "set_phrases.yaml").read_text(encoding="utf-8")
    written = parsed(text)
    return {
        language: [phrase.replace("_", " ") for phrase in written[language].split()]
        for language in LANGUAGES
    }


@cache
def rows() -> Mapping[str, tuple[Subject, Mapping[str, str]]]:
    """Return every row by its subject's name: what is drawn, and its words."""
    folder = files("factory.depiction") / "lexicon"
    found: dict[str, tuple[Subject, Mapping[str, str]]] = {}
    for part in LEXICON:
        part_rows = parsed((folder / f"{part}.yaml").read_text(encoding="utf-8"))
        for name, row in part_rows.items():
            told = {
                "name": name,
                "draw": row.get("draw", ""),
                "scenery": row.get("scenery", "").split(),
                "footing": row.get("stands", FOOTINGS[part]),
                "again": row.get("again", "").split(),
            }
            told["single"] = part not in IN_COMPANY
            found[name] = (Subject.model_validate(told), row)
    return found
