"""The factory's database for a Dagster that somebody started by hand."""

import os

import pytest

from resources.dagster_instance.own_database import VARIABLE, database_url


def test_the_database_that_the_factory_started_us_with_is_the_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, "postgresql+psycopg2://here/factory")
    assert database_url() == "postgresql+psycopg2://here/factory"


def test_without_one_it_is_found_and_handed_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, "forgotten afterwards")
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("DATABASE_URL", "postgresql://there/factory")
    assert database_url() == "postgresql+psycopg2://there/factory"
    assert os.environ[VARIABLE] == "postgresql+psycopg2://there/factory"
