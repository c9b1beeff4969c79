"""The program of one run: `python -m resources.run_workers.run_program ACTION`, the run on its standard input."""

import sys
from importlib import import_module

from resources.machine.loading import loaded_for_good
from resources.machine.preloaded_process import PRELOADED


def main(action: str, run_body: str) -> None:
    """Do what `dagster api` does with a run, as the database keeps it, and exit with its code."""
    with loaded_for_good():
        import_module(PRELOADED)
        from dagster._cli.api import api_cli

        from resources.dagster_instance.run_order import run_order
    api_cli([action, run_order(action, run_body)], prog_name="dagster api")


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.buffer.read().decode())
