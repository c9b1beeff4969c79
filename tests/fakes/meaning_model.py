"""A model of what titles mean that knows what a test seeds."""

from collections.abc import Mapping, Sequence

import numpy as np

from factory.ideas.similar_titles import Vector


class FakeMeaningModel:
    """Knows English.

    Args:
        angles: degrees, by title; the nearer, the more alike.
        model: its name.
    """

    def __init__(self, angles: Mapping[str, float], model: str = "angles") -> None:
        self._angles, self.model = dict(angles), model
        self.asked: list[str] = []

    def knows(self, language: str) -> bool:
        return language.startswith("en")

    def vectors(self, titles: Sequence[str]) -> Vector:
        self.asked += titles
        turned = np.radians([self._angles[one] for one in titles])
        return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)
