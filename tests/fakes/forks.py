"""Processes that are copies of one that has imported everything: each starts in milliseconds."""

from multiprocessing import get_context

VENDORS = ("google.speech", "fal.pictures", "fal.clips", "pexels.stock")
OPENAI = ("writer", "speech", "pictures")
PRELOADED = (
    "__main__",
    "openai",
    "fal_client",
    "httpx2",
    "tests.fakes.experimenter",
    "tests.fakes.publisher",
    "tests.fakes.vendor_worker",
    *(f"resources.vendors.{name}" for name in VENDORS),
    *(f"resources.vendors.openai.{role}" for role in OPENAI),
    "tests.end_to_end.factory_process",
    "tests.fakes.sharing_worker",
    "desk.terminal.make",
    "desk.actions.acting",
    "desk.actions.making.make_in_process",
    "desk.actions.making.stepwise",
    "desk.actions.about_video",
    "desk.terminal.tables.videos",
)
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(list(PRELOADED))
