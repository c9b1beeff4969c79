"""A vendor, an outlet, a rule: one of each is added to a copy of the code by what extending.md lists."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from factory.rules.registry import RULES

PROJECT = Path(__file__).resolve().parents[1]

VENDOR = '''"""Toy, described."""

from resources.vendors.vendor_description import Part, VendorDescription


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
from resources.opened_providers import OpenedProviders
from resources.machine.credentials import environment_without_keys, hidden
from resources.machine.settings_document import settings_page
from resources.provider_health import vendor_health
from resources.provider_register import DIRECTORY, VENDORS
from resources.vendors.docs_tables import vendor_tables

text = b"name: demo\\ntitle: Demo\\nformat: short\\npictures: {provider: toy}\\n"
channel = parse_channel(text, "demo.yaml", DIRECTORY)
with OpenedProviders(shipped_prices()) as providers:
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


OUTLET = '''"""Toy shelf, described."""

from resources.outlets.outlet_description import OutletDescription


def _open(settings, accounts):
    from resources.outlets.toy.outlet import ToyOutlet

    return ToyOutlet(settings.home)


SHELF = OutletDescription(
    name="toy",
    title="Toy Shelf",
    does="A shelf.",
    open=_open,
    limits="ten videos",
    terms="CC0-1.0",
    key_variable="SHELF_KEY",
    key_page="https://shelf.example/keys",
    address_variable="SHELF_BASE_URL",
    usual_address="https://shelf.example",
)
'''

SHELF = '''"""Toy shelf."""


class ToyOutlet:
    name = "toy"

    def __init__(self, home):
        self.home = home
'''

OUTLET_PROBE = """
from factory.channel.channel import parse_channel
from factory.errors import BadInput
from factory.ports import Accounts
from resources.machine.credentials import hidden
from resources.machine.environment_variables import Settings
from resources.machine.settings_document import settings_page
from resources.outlets.installed import InstalledOutlets
from resources.outlets.docs_table import with_table
from resources.provider_register import DIRECTORY, OUTLETS
from wiring.definitions import defs
from wiring.factory import POOLS_OF_ALL

text = "name: demo\\ntitle: Demo\\nformat: short\\noutlets: [%s]\\n"
assert parse_channel((text % "outbox, toy").encode(), "demo.yaml", directory=DIRECTORY).outlets[1] == "toy"
try:
    parse_channel((text % "toi").encode(), "demo.yaml", directory=DIRECTORY)
except BadInput as error:
    assert "wanted: one of instagram, outbox, tiktok, toy, youtube; did you mean 'toy'?" in str(error), error
assert InstalledOutlets(Settings.from_env(), Accounts(None, None, None)).outlet("toy").name == "toy"
assert hidden("it was toy-secret-key") == "it was ***"
assert "| `SHELF_KEY` | key of Toy Shelf: https://shelf.example/keys |" in settings_page()
assert "| Toy Shelf | `toy` | A shelf. | ten videos |" in with_table("<!-- outlets -->\\n<!-- end -->", OUTLETS)
graph = defs().resolve_asset_graph()
(key,) = (key for key in graph.get_all_asset_keys() if key.path == ["uploads", "toy"])
assert graph.get(key).pools == {"toy"} and "toy" in POOLS_OF_ALL
assert key in defs().resolve_job_def("publish").asset_layer.executable_asset_keys
print("all is well")
"""

RULE = """

@rule(stage="audio", needs=(Narration,), description="Somebody says something for once.")
def toys_are_spoken_of(evidence: Evidence) -> Judgement:
    said = len(evidence.narration.sentences)
    return judged(said > 0, wanted="a sentence", found=f"{said}", advice="write one")
"""

RULE_PROBE = """
from factory.rules.page import rules_page
from factory.rules.registry import RULES

assert "toys_are_spoken_of" in RULES.names
assert "Somebody says something for once." in rules_page()
print(RULES.version)
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code; what is compiled of unchanged files holds there too, and saves seconds."""
    for package in ("factory", "resources", "factory_assets", "sensors", "wiring"):
        shutil.copytree(PROJECT / package, tmp_path / package)
    return tmp_path


def said(copy: Path, probe: str) -> str:
    """Run a probe over a copy of the code."""
    keys = {"TOY_KEY": "toy-secret-key", "SHELF_KEY": "toy-secret-key"}
    done = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), **keys},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def add_folder(copy: Path, folder: str, files: Mapping[str, str]) -> None:
    (copy / folder).mkdir()
    for name, text in {"__init__.py": "", **files}.items():
        (copy / folder / name).write_text(text, encoding="utf-8")


def test_a_vendor_is_accepted_priced_asked_and_listed_by_its_folder_and_its_lines(copy: Path):
    add_folder(copy, "resources/vendors/toy", {"vendor.py": VENDOR, "pictures.py": CLIENT})
    line = "from resources.vendors.toy.vendor import TOY\n"
    _change(copy / "resources/provider_register.py", "    PEXELS,\n", "    PEXELS,\n    TOY,\n")
    _change(copy / "resources/provider_register.py", "\nVENDORS:", f"{line}\nVENDORS:")
    price = "  - {provider: toy, model: toy-1, measure: image, usd: 0.07, date: 2026-11-27, source: x}\n"
    _change(copy / "factory/money/price_book.yaml", "prices:\n", f"prices:\n{price}")
    assert said(copy, PROBE) == "all is well"


def test_an_outlet_is_accepted_opened_wired_and_listed_by_its_folder_and_its_line(copy: Path):
    add_folder(copy, "resources/outlets/toy", {"outlet_description.py": OUTLET, "outlet.py": SHELF})
    line = "from resources.outlets.toy.outlet_description import SHELF\n"
    _change(
        copy / "resources/provider_register.py", "    INSTAGRAM,\n", "    INSTAGRAM,\n    SHELF,\n"
    )
    _change(copy / "resources/provider_register.py", "\nVENDORS:", f"{line}\nVENDORS:")
    assert said(copy, OUTLET_PROBE) == "all is well"


def test_a_rule_is_judged_versioned_and_listed_by_its_function_alone(copy: Path):
    with (copy / "factory/rules/audio.py").open("a", encoding="utf-8") as file:
        file.write(RULE)
    assert said(copy, RULE_PROBE) != RULES.version


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path} has {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
