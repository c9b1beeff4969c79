"""What a command loads before it does anything: no library that it does not need."""

import subprocess
import sys

import pytest

HEAVY = ("dagster", "numpy", "PIL", "cv2", "av", "httpx2", "openai", "google.genai")
DATABASE = ("pydantic", "sqlalchemy")
HELP = (
    "from click.testing import CliRunner; from desk.terminal.cli import cli; "
    "CliRunner().invoke(cli, ['--help'])"
)
LIST = "import desk.actions.videos, desk.terminal.tables.videos"
UNNEEDED = ("dagster", "httpx2", "cv2", "av", "jinja2", "factory.rules.registry")
TELLERS = (
    *("cleaning", "money", "alerts", "making.briefs", "publishing.calendar", "publishing.posts"),
    *("publishing.reviews", "learning.daily_run", "learning.figures", "learning.ideas"),
)
GRAPH = "import wiring.definitions"


@pytest.mark.parametrize(
    ("work", "unwanted"),
    [
        (HELP, HEAVY + DATABASE),
        (LIST, HEAVY),
        *((f"import desk.actions.{told}", UNNEEDED) for told in TELLERS),
        (GRAPH, ("pandas", "statsmodels")),
    ],
    ids=["help", "list", *TELLERS, "graph"],
)
def test_what_only_tells_something_loads_nothing_heavy(work: str, unwanted: tuple[str, ...]):
    probe = f"import sys; {work}; print(sorted(m for m in {unwanted} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
