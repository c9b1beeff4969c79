"""What the documents say is what the code does."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.terminal.cli import cli
from desk.web.routes import PAGES as DESK_PAGES
from docs.code_index import files_page, numbers_page
from docs.commands_page import commands_page
from factory.brief.brief_keys import FrontMatter
from factory.channel.channel import Channel
from factory.records import Payload
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


@pytest.mark.parametrize(
    ("name", "page"),
    [("files", files_page), ("numbers", numbers_page), ("commands", commands_page)],
)
def test_the_indexes_of_the_code_name_the_files_numbers_and_commands_there_are(
    name: str, page: Callable[[], str]
):
    kept = (PROJECT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert kept == page(), "run .venv/bin/python -m docs.export"


def test_it_is_said_by_which_files_each_page_of_the_desk_is_made():
    desk = (PROJECT / "docs" / "desk.md").read_text(encoding="utf-8")
    table = desk.split("## Where a page is made")[1].split("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    for address, (_, page) in DESK_PAGES.items():
        if address.startswith(("/media/", "/voices/")) or "still" in page.__name__:
            continue  # files and pictures, no pages
        (row,) = (row for row in rows if f"`{address}`" in row)
        module = f"{page.__module__.replace('.', '/')}.py"
        assert f"`{module.removeprefix('desk/web/pages/')}`" in row, address
    templates = {path.name for path in (PROJECT / "desk" / "web" / "templates").glob("*.html")}
    named = {name for row in rows for name in re.findall(r"`(\w+\.html)`", row)}
    assert named <= templates


@pytest.mark.parametrize(
    ("section", "model"), [("A key of a channel file", Channel), ("A key of a brief", FrontMatter)]
)
def test_it_is_said_which_file_reads_each_key_of_a_channel_and_of_a_brief(
    section: str, model: type[Payload]
):
    extending = (PROJECT / "docs" / "extending.md").read_text(encoding="utf-8")
    table = extending.split(f"## {section}\n")[1].split("\n## ")[0]
    cells = " ".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    for key in model.model_fields:
        assert f"`{key}`" in cells, key


def test_every_file_that_the_maps_name_is_there():
    for page in ("extending.md", "architecture.md"):
        text = (PROJECT / "docs" / page).read_text(encoding="utf-8")
        for name in re.findall(
            r"`((?:factory|factory_assets|resources|sensors|wiring|desk)/[\w./]+)`", text
        ):
            assert (PROJECT / name).exists(), f"docs/{page} names {name}"


def test_a_request_is_given_up_after_the_answer_seconds_of_the_file_that_asks():
    """One name in all files, so that whoever looks for the timeout of one finds those of all."""
    for path in (PROJECT / "resources").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\w*TIMEOUT\w* *(:.*)?= *\d", text, re.MULTILINE), path
        assert not re.search(r"[(, ]timeout=\d", text), path
    numbers = (PROJECT / "docs" / "numbers.md").read_text(encoding="utf-8")
    told = re.findall(r"- `ANSWER_SECONDS` = `([\d.]+)`: Timeout", numbers)
    assert len(told) == numbers.count("`ANSWER_SECONDS`") >= 12


def test_numbers_stand_with_their_values_and_deployed_files_with_what_they_are():
    numbers, files = numbers_page(), files_page()
    assert "- `LEAST_FREE_BYTES` = `1 << 30`" in numbers, "as its file writes it"
    assert "``" not in numbers
    assert "## `deploy/prometheus/`" in files and "- `alerts.yml`: What somebody" in files
    assert numbers_page() == numbers and files_page() == files
