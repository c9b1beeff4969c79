"""Keys and passwords are shown to nobody, however they were put into the environment."""

from pathlib import Path

import pytest

from factory.channel.provider_settings import Pictures
from factory.errors import FactoryError, NoAccess
from factory.money.price_book import shipped_prices
from resources.machine.credentials import hidden, key_of
from resources.provider_register import VENDORS
from resources.vendors.openai.client import endpoint
from resources.vendors.pexels.stock import PexelsIllustrator
from resources.vendors.vendor_description import VendorDescription
from tests.fakes.notes import KeptNotes


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
@pytest.mark.parametrize("value", ["planted-01\n23456", "planted 0123456", "plantéd-0123456"])
def test_a_key_that_no_header_can_carry_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, vendor: VendorDescription, value: str
):
    monkeypatch.setenv(vendor.key_variable, value)
    with pytest.raises(NoAccess, match=vendor.key_variable) as caught:
        key_of(vendor)
    assert "23456" not in str(caught.value)


def test_a_client_does_not_show_such_a_key_either(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PEXELS_API_KEY", "planted-01\n23456")
    maker = PexelsIllustrator(shipped_prices())
    with pytest.raises(FactoryError) as caught:
        maker.draw(maker.recipe(Pictures(), "sea", "", 0), 0, 64, 64, tmp_path / "1", KeptNotes())
    assert "23456" not in str(caught.value)


def test_a_password_in_an_address_is_in_no_provider_and_no_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://me:planted-0123@127.0.0.1:9/v1")
    at = endpoint()
    assert at.name == "127.0.0.1:9"
    assert at.provider("words", "x").version == "127.0.0.1:9/v1"
    with pytest.raises(FactoryError) as caught:
        at.model_facts("x")
    assert "planted" not in f"{at.provider('words', 'x')} {caught.value}"


def test_each_key_in_the_addresses_of_alerts_is_starred_out_and_hosts_stay(
    monkeypatch: pytest.MonkeyPatch,
):
    keys = (
        "123456:TOKEN-KEY2",
        "pa%20ss-KEY3",
        "pa ss-KEY3",
        "SG.key4.KEY5",
        "KEY6-of-a-path",
        "KEY7-asked",
    )
    addresses = (
        "tgram://123456:TOKEN-KEY2/1 json://mara:pa%20ss-KEY3@status.example.org/KEY6-of-a-path"
        " sendgrid://SG.key4.KEY5/x?to=KEY7-asked localhost-less xoxb-KEY8-forgotten-scheme"
        " json://localhost/x json://127.0.0.1:8/x"
    )
    monkeypatch.setenv("FACTORY_ALERTS_TO", addresses)
    for key in (*keys, "TOKEN-KEY2", "xoxb-KEY8-forgotten-scheme"):
        told = hidden(f"could not reach https://api.test/bot{key}/send")
        assert "KEY" not in told.upper().replace("KEY_PAGE", ""), told
    hosts = "status.example.org, localhost and 127.0.0.1 are away"
    assert hidden(hosts) == hosts


def test_a_password_alone_is_starred_out_of_what_servers_say(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SMTP_URL", "smtp://mara:planted%2F01@mail.test:587")
    monkeypatch.setenv("DATABASE_URL", "postgresql://mara:planted-02@db.test/x")
    told = hidden("refused: planted/01, planted%2F01 and planted-02 of mara")
    assert told == "refused: ***, *** and *** of mara"


def test_an_address_that_only_contains_an_at_sign_stays():
    assert hidden("https://host/a@b and c@d") == "https://host/a@b and c@d"
