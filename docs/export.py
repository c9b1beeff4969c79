"""Write what docs/ says about the code anew: `.venv/bin/python -m docs.export`.

Run it after a payload, a rule, a setting, a vendor, or a file's name, first sentence or constants changed; a test
fails until it was.
"""

from pathlib import Path

from docs.code_index import files_page, numbers_page
from docs.commands_page import commands_page
from factory.interchange.schemas import schema_files
from factory.rules.page import rules_page
from resources.machine.settings_document import settings_page
from resources.outlets.docs_table import with_table
from resources.provider_register import OUTLETS
from resources.vendors.docs_tables import with_tables

DOCS = Path(__file__).parent


def main() -> None:
    """Replace schemas, pages and tables, and remove schemas that are gone."""
    folder = DOCS / "schemas"
    folder.mkdir(exist_ok=True)
    files = schema_files()
    for old in folder.glob("*.json"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (DOCS / "rules.md").write_text(rules_page(), encoding="utf-8")
    (DOCS / "settings.md").write_text(settings_page(), encoding="utf-8")
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8")
    (DOCS / "files.md").write_text(files_page(), encoding="utf-8")
    (DOCS / "numbers.md").write_text(numbers_page(), encoding="utf-8")
    outlets = DOCS / "outlets.md"
    outlets.write_text(with_table(outlets.read_text(encoding="utf-8"), OUTLETS), encoding="utf-8")
    vendors = DOCS / "vendors.md"
    vendors.write_text(with_tables(vendors.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
