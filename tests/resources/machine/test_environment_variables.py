"""Settings: read once, from exact names, and no secret of them is ever shown."""

from pathlib import Path

import pytest

from factory.errors import BadInput
from resources.machine.credentials import environment_without_keys
from resources.machine.environment_variables import Settings, secret_variables, variables
from resources.machine.paths import PROJECT
from resources.provider_register import VENDORS

PLANTED = "planted-0123456789"


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)


def test_nothing_has_to_be_set():
    settings = Settings.from_env()
    assert settings.home == PROJECT
    assert settings.database_url is None
    assert [settings.key(vendor) for vendor in VENDORS] == [""] * len(VENDORS)
    assert [settings.address(vendor) for vendor in VENDORS] == [v.usual_address for v in VENDORS]


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch):
    for name in variables():
        monkeypatch.setenv(name, "")
    assert Settings.from_env() == Settings()


def test_a_home_is_an_absolute_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTORY_HOME", "here")
    assert Settings.from_env().home == tmp_path / "here"


@pytest.mark.parametrize(
    ("variable", "value", "helpers"),
    [
        (None, "", 0),
        ("FACTORY_BROKER_URL", "amqp://queue", 4),
        ("FACTORY_KUBERNETES_JOBS", "/etc/jobs", 4),
        ("FACTORY_HELPERS", "2", 2),
    ],
)
def test_runs_help_each_other_where_they_have_machines_of_their_own(
    monkeypatch: pytest.MonkeyPatch, variable: str | None, value: str, helpers: int
):
    if variable:
        monkeypatch.setenv(variable, value)
    assert Settings.from_env().most_helpers == helpers


def test_every_variable_says_what_it_is_for():
    assert [name for name, meaning in variables().items() if not meaning] == []


def test_no_secret_is_in_any_text_of_the_settings(monkeypatch: pytest.MonkeyPatch):
    for name in secret_variables():
        monkeypatch.setenv(name, f"postgresql://me:{PLANTED}@host/x")
    for vendor in VENDORS:
        monkeypatch.setenv(vendor.address_variable, f"http://me:{PLANTED}@127.0.0.1:9/v1")
    settings = Settings.from_env()
    assert {vendor.key_variable for vendor in VENDORS} | {"DATABASE_URL"} <= secret_variables()
    assert PLANTED not in f"{settings!r} {settings}"
    assert PLANTED in settings.key(VENDORS[0])


def test_a_value_that_cannot_be_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FACTORY_PG_RIDE_SECONDS", PLANTED)
    with pytest.raises(BadInput, match="FACTORY_PG_RIDE_SECONDS") as caught:
        Settings.from_env()
    assert "wanted: how long Dagster waits" in str(caught.value)
    assert PLANTED not in f"{caught.value} {caught.value.__cause__} {caught.value.__context__}"


def test_what_a_collector_is_shown_is_a_secret_as_written_and_as_sent(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", f"authorization=Bearer%20{PLANTED}%21, x=y")
    settings = Settings.from_env()
    assert settings.collector_headers == {"authorization": f"Bearer {PLANTED}!", "x": "y"}
    assert f"{PLANTED}!" in settings.secrets


def test_children_that_ask_no_vendor_are_given_no_secret(monkeypatch: pytest.MonkeyPatch):
    for name in variables():
        monkeypatch.setenv(name, PLANTED)
    assert secret_variables() & set(environment_without_keys()) == set()
    assert "FACTORY_HOME" in environment_without_keys()
