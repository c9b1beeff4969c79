"""Who there is: described without a client, priced in the book, and in no other vendor's folder."""

import ast
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from factory.channel.provider_settings import Moderation, Pictures, Voice, Words
from factory.money.price_book import shipped_prices
from resources.provider_register import DIRECTORY, VENDORS
from resources.vendors.vendor_description import VendorDescription

FOLDERS = Path(__file__).parents[2] / "resources" / "vendors"
CLIENTS = ("openai", "fal_client", "google.cloud", "httpx", "httpx2", "piper", "numpy", "cv2")


def test_knowing_who_there_is_imports_no_client():
    probe = f"import sys, resources.provider_register; print([m for m in {CLIENTS} if m in sys.modules])"
    command = [sys.executable, "-c", probe]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
def test_what_a_vendor_sells_stands_in_the_price_book(vendor: VendorDescription):
    lines = [line for line in shipped_prices().prices if line.provider == vendor.name]
    names = {name for part in vendor.parts.values() for name in part.priced_as}
    assert [n for n in names if not any(fnmatchcase(n, line.model) for line in lines)] == []


def test_every_vendors_voice_is_told_by_one_of_its_names():
    voices = DIRECTORY.playing("voice")
    assert [n for n in voices if DIRECTORY.entry(n).remote and not DIRECTORY.entry(n).voice] == []


def test_what_the_core_presumes_without_a_word_is_there():
    assert Words().provider in DIRECTORY.playing("words")
    assert Voice().provider in DIRECTORY.playing("voice")
    assert Pictures().provider in DIRECTORY.playing("pictures")
    assert Moderation().provider in DIRECTORY.playing("moderation")
    at_home = (Words().provider, Voice().provider, Pictures().provider)
    assert [DIRECTORY.entry(name).remote for name in at_home] == [False, False, False]


def test_names_and_variables_are_each_one_vendors():
    for named in ("name", "key_variable", "address_variable"):
        assert len({getattr(vendor, named) for vendor in VENDORS}) == len(VENDORS)
    assert len({entry.name for entry in DIRECTORY.providers}) == len(DIRECTORY.providers)


@pytest.mark.parametrize("folder", [f for f in FOLDERS.iterdir() if (f / "vendor.py").is_file()])
def test_a_vendor_imports_no_other(folder: Path):
    others = {one.parent.name for one in FOLDERS.glob("*/vendor.py")} - {folder.name}
    for module in folder.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                parts = node.module.split(".")
                assert parts[:2] != ["resources", "vendors"] or not others & set(parts[2:3]), module
