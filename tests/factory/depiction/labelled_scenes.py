"""Scenes of twelve kinds of story with what a person says they speak of, and how the planner does."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factory.depiction.depiction import Depiction
from factory.depiction.planner import SceneWords, plan_depictions
from factory.text.sentences import sentences
from resources.gazetteer.gazetteer import OfflineGazetteer

FILE = Path(__file__).with_name("scenes.txt")


@dataclass(frozen=True, slots=True)
class Shown:
    """One labelled scene, and what was chosen for it."""

    story: str
    language: str
    right: frozenset[str]
    words: str
    depiction: Depiction

    @property
    def matched(self) -> bool:
        """Whether it shows what the scene speaks of, or rightly nothing."""
        subject = self.depiction.subject
        chosen = self.depiction.kind
        if chosen == "thing" and subject:
            return subject.name in self.right
        return chosen in self.right

    @property
    def wrong(self) -> bool:
        """Whether it shows something else."""
        return not self.matched and self.depiction.matched


def shown_scenes() -> Iterator[Shown]:
    """Yield every labelled scene with its depiction, each planned by itself."""
    story = language = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            story, language = (part.strip() for part in line.strip("= ").split(","))
        elif line and not line.startswith("#"):
            labels, words = line.split(" | ", 1)
            said = tuple(sentences(words, language, 80))
            (chosen,) = plan_depictions([SceneWords(said)], language, OfflineGazetteer())
            right = frozenset(label.strip() for label in labels.split(","))
            yield Shown(story, language, right, words, chosen)


def main() -> None:
    """Print the figures, and every scene that is not matched."""
    scenes = list(shown_scenes())
    for name, some in (
        ("English", [one for one in scenes if one.language == "en"]),
        ("German and Spanish", [one for one in scenes if one.language != "en"]),
    ):
        matched = sum(one.matched for one in some) / len(some)
        wrong = sum(one.wrong for one in some) / len(some)
        mood = sum(not one.depiction.matched for one in some) / len(some)
        _say(f"{name}: {len(some)} scenes, {matched:.1%} right, {wrong:.1%} wrong, {mood:.1%} mood")
    for one in scenes:
        if not one.matched:
            _say(f"  {one.story}: {one.depiction.told} | {one.words}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
