"""What titles mean is reckoned once for each title and model."""

import pytest

from resources.catalogue.catalogue import Catalogue
from resources.catalogue.title_vectors import KeptTitleVectors
from tests.fakes.meaning_model import FakeMeaningModel

ANGLES = {"A tale": 0.0, "A told tale": 10.0, "Something else": 90.0}


def test_a_title_is_reckoned_once_and_comes_back_as_it_was(catalogue: Catalogue):
    model = FakeMeaningModel(ANGLES)
    first = KeptTitleVectors(catalogue.engine, model).vectors(["A tale", "Something else"])
    again = KeptTitleVectors(catalogue.engine, model).vectors(list(ANGLES))
    assert model.asked == ["A tale", "Something else", "A told tale"]
    assert set(again) == set(ANGLES)
    assert all((again[one] == vector).all() for one, vector in first.items())
    assert again["A told tale"] == pytest.approx([0.9848, 0.1736], abs=1e-4)


def test_another_model_means_something_else_by_the_same_title(catalogue: Catalogue):
    KeptTitleVectors(catalogue.engine, FakeMeaningModel({"A tale": 0.0})).vectors(["A tale"])
    other = KeptTitleVectors(catalogue.engine, FakeMeaningModel({"A tale": 90.0}, "newer"))
    assert other.vectors(["A tale"])["A tale"] == pytest.approx([0, 1], abs=1e-6)
    assert other.vectors([]) == {}
