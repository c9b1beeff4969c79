"""What the documents say is what the code does."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.terminal.cli import cli
from factory.rules.page import rules_page
from factory.video_formats.formats import formats
from resources.machine.environment_variables import variables
from resources.machine.settings_document import settings_page
from resources.outlets.docs_table import with_table
from resources.provider_register import OUTLETS, VENDORS
from resources.vendors.docs_tables import with_tables
from wiring.definitions import defs

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


def test_every_asset_is_in_the_readmes_picture_and_the_architecture():
    architecture = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for key in defs().resolve_asset_graph().get_all_asset_keys():
        assert key.path[-1] in README, key
        assert f"`{key.to_user_string()}`" in architecture, key


def test_every_sensor_is_explained():
    architecture = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for sensor in defs().sensors or ():
        assert f"`{sensor.name}`" in architecture, sensor.name


@pytest.mark.parametrize("house", ["factory", "resources"])
def test_every_room_has_its_row_and_every_row_its_room(house: str):
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    first, second = (
        text.split("## Where things live")[1].split("## Three chains")[0].split("| elsewhere")
    )
    rows = first if house == "factory" else second
    cells = [line.split("|")[1] for line in rows.splitlines() if line.startswith("| `")]
    cells = [cell for cell in cells if house == "factory" or "`resources/" in cell]
    named = {
        name.removeprefix("resources/").split("/")[0].removesuffix(".py")
        for cell in cells
        for name in re.findall(r"`([^`]+)`", cell)
    }
    there = {path.stem for path in (PROJECT / house).iterdir() if not path.name.startswith("__")}
    assert named == there


def test_every_format_is_named():
    for name in formats():
        assert f"`{name}`" in README


def test_it_is_said_how_many_words_each_format_takes():
    briefs = (PROJECT / "docs" / "briefs.md").read_text(encoding="utf-8")
    for page in (" ".join(README.split()), briefs):
        for name, profile in formats().items():
            said = re.search(rf"`{name}`(?:\]\([^)]*\))? \(([^()]*)\)", page)
            assert said, name
            if profile.narrated:
                assert f"{profile.words.min:,} to {profile.words.max:,} words" in said[1]


def test_it_is_said_which_example_channels_want_review():
    (told,) = re.findall(r"those of (.+?) beside it wait for an approval", " ".join(README.split()))
    channels = (PROJECT / "examples" / "channels").glob("*.yaml")
    wanting = {
        one.stem for one in channels if "review: automatic" not in one.read_text(encoding="utf-8")
    }
    assert set(re.findall(r"`([^`]+)`", told)) == wanting


def test_every_command_in_the_readme_exists():
    named = set(re.findall(r"(?:^|`)factory ([a-z]+)", README, re.MULTILINE))
    assert {"make", "approve"} <= named <= set(cli.commands)
    targets = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE):
        assert f"\n{target}:" in targets, target


def test_no_variable_is_read_but_by_the_settings():
    for folder in ("factory", "resources", "factory_assets", "sensors", "wiring", "desk"):
        for module in (PROJECT / folder).rglob("*.py"):
            read = re.findall(r"environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"", module.read_text())
            assert set(read) <= {"PYTHONPATH"}, (
                f"{module} reads {read}: make it a field of Settings"
            )


def test_the_page_of_settings_is_the_one_of_the_model():
    page = (PROJECT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == settings_page(), "run .venv/bin/python docs/export.py"
    dagster = (PROJECT / "dagster.yaml").read_text(encoding="utf-8")
    for name in re.findall(r"env: (\w+)", dagster):
        assert name in variables()


def test_the_tables_of_vendors_are_those_of_their_descriptions():
    page = (PROJECT / "docs" / "vendors.md").read_text(encoding="utf-8")
    assert page == with_tables(page), "run .venv/bin/python docs/export.py"
    for vendor in VENDORS:
        assert f"| {vendor.title}" in page and f"`{vendor.key_variable}`" in page


def test_the_table_of_outlets_is_that_of_their_descriptions():
    page = (PROJECT / "docs" / "outlets.md").read_text(encoding="utf-8")
    assert page == with_table(page, OUTLETS), "run .venv/bin/python docs/export.py"
    for outlet in OUTLETS:
        assert f"| {outlet.title} | `{outlet.name}` |" in page


def test_the_page_of_rules_is_the_one_of_the_code():
    page = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rules_page(), "run .venv/bin/python docs/export.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_test_that_a_page_names_exists(page: Path):
    text = page.read_text(encoding="utf-8")
    roots = "factory|factory_assets|resources|sensors|wiring|desk|emulators|tests|bench"
    for named in re.findall(rf"`((?:{roots})/[\w/.-]+\.(?:py|yaml|sql|j2))`", text):
        assert (PROJECT / named).exists(), f"{page.name} names {named}"
    tests = "\n".join(p.read_text(encoding="utf-8") for p in (PROJECT / "tests").rglob("test_*.py"))
    for named in re.findall(r"`(test_\w+)`", text):
        assert f"def {named}(" in tests, f"{page.name} names {named}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path):
    text = re.sub(r"`[^`\n]+`", "", page.read_text(encoding="utf-8"))  # code is no link
    for target in re.findall(r"\]\(\s*([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_explains_itself(command: str):
    said = CliRunner().invoke(cli, [command, "--help"])
    assert said.exit_code == 0
    assert len(said.output.splitlines()) > 3
