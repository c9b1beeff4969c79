"""A vendor is a folder and a line: one is added to a copy of the code by what extending.md lists."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

VENDOR = '''"""Toy, described."""

from resources.vendors.description import Part, VendorDescription


def _pictures(prices, model, voice):
    from resources.vendors.toy.pictures import ToyIllustrator

    return ToyIllustrator(prices, model)


TOY = VendorDescription(
    name="toy",
    title="Toy Pictures",
    key_variable="TOY_KEY",
    key_page="https://toy.example/keys",
    address_variable="TOY_BASE_URL",
    usual_address="https://toy.example",
    licence="CC0-1.0",
    pictures=Part(_pictures, does="squares", model="toy-1", priced_as=("toy-1",)),
)
'''

CLIENT = '''"""Toy's pictures."""

from factory.records import Provider
from resources.machine.credentials import address_of, key_of, missing_key
from resources.vendors.toy.vendor import TOY


class ToyIllustrator:
    seeding = "none"

    def __init__(self, prices, model):
        self._prices = prices
        self.provider = Provider(
            role="pictures", name=TOY.name, model=model or "toy-1", licence=TOY.licence, remote=True
        )

    def missing(self):
        return missing_key(TOY)

    def healthcheck(self):
        return f"squares at {address_of(TOY)} with a key of {len(key_of(TOY))} letters"

    def price_usd(self, recipe, width, height):
        return self._prices.usd("toy", self.provider.model, {"image": 1})

    def close(self):
        pass
'''

PROBE = """
from factory.channel.channel import parse_channel
from factory.money.price_book import shipped_prices
from resources.installed_providers import InstalledProviders
from resources.machine.credentials import environment_without_keys, hidden
from resources.machine.settings import settings_page
from resources.provider_health import vendor_health
from resources.providers import VENDORS
from resources.vendors.tables import vendor_tables

text = b"name: demo\\ntitle: Demo\\nformat: short\\npictures: {provider: toy}\\n"
channel = parse_channel(text, "demo.yaml")
with InstalledProviders(shipped_prices()) as providers:
    toy = providers.illustrator(channel.pictures.provider)
    assert str(toy.price_usd({}, 64, 64)) == "0.070000"
    assert list(providers.missing(channel.pictures)) == []
assert [(row.vendor, row.ready) for row in vendor_health([channel], shipped_prices())] == [("toy", True)]
assert hidden("it was toy-secret-key") == "it was ***"
assert "TOY_KEY" not in environment_without_keys()
assert "| `TOY_KEY` | key of Toy Pictures: https://toy.example/keys |" in settings_page()
tables = vendor_tables(VENDORS)
assert "| Toy Pictures | `TOY_KEY` |" in tables["keys"]
assert "| pictures | `toy` | squares | `toy-1` |" in tables["roles"]
print("all is well")
"""


def test_a_vendor_is_accepted_priced_asked_and_listed_by_its_folder_and_its_lines(tmp_path: Path):
    for package in ("factory", "resources"):
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=leave)
    folder = tmp_path / "resources" / "vendors" / "toy"
    folder.mkdir()
    for name, text in (("__init__.py", ""), ("vendor.py", VENDOR), ("pictures.py", CLIENT)):
        (folder / name).write_text(text, encoding="utf-8")
    line = "from resources.vendors.toy.vendor import TOY\n"
    _change(tmp_path / "resources/providers.py", "    PEXELS,\n", "    PEXELS,\n    TOY,\n")
    _change(tmp_path / "resources/providers.py", "\nVENDORS:", f"{line}\nVENDORS:")
    _change(
        tmp_path / "factory/channel/providers.py", '"fal", "pexels"]', '"fal", "pexels", "toy"]'
    )
    price = "  - {provider: toy, model: toy-1, measure: image, usd: 0.07, date: 2026-11-27, source: x}\n"
    _change(tmp_path / "factory/money/price_book.yaml", "prices:\n", f"prices:\n{price}")
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "TOY_KEY": "toy-secret-key"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("all is well", "")


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path} has {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
