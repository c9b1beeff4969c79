"""Processes that are copies of one that has imported everything: each starts in milliseconds."""

from multiprocessing import get_context

VENDORS = ("google.speech", "fal.pictures", "fal.clips", "pexels.stock")
OPENAI = ("writer", "speech", "pictures")
MAKES_VIDEOS = (
    "alembic.command",
    "alembic.config",
    "cv2",
    "dagster._daemon.monitoring",
    "dagster_postgres",
    "pygments.lexers.data",
    "resources.audio.mixer",
    "resources.composers.music_folder",
    "resources.composers.synthesised",
    "resources.dagster_instance.storage",
    "resources.gazetteer.gazetteer",
    "resources.illustrators.amounts.painter",
    "resources.illustrators.lettered.type",
    "resources.illustrators.scenery.illustrator",
    "resources.inspection.master_meter",
    "resources.inspection.segment_viewer",
    "resources.narrators.piper",
    "resources.outlets.outbox.outlet",
    "resources.provenance.c2pa_credentials",
    "resources.rendering.ffmpeg_renderer",
    "resources.rendering.thumbnail",
    "resources.rendering.stills",
    "resources.dagster_instance.open_output",
    "resources.images.contact_sheet",
    "resources.images.waveform",
    "upath",
)
"""What is imported only when a video is made."""
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
    *MAKES_VIDEOS,
    "tests.fakes.read_dictionaries",
)
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(list(PRELOADED))
