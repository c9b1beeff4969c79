"""The parts as Dagster's resources: none takes any configuration, so no run can name another.

Who, where and at whose cost is said by the environment of the process alone. A resource with a
field would let whoever starts a run name another database, or have a key of the environment
printed as if it were an address.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext

import dagster as dg

from factory.errors import PermanentError
from factory.ports import Journal, Progress, Providers, Stages
from resources.catalogue.stage_progress import RecordedProgress
from resources.tracing.spans import run_of
from wiring.channel_answers import FactoryAnswers
from wiring.factory import Factory, this_factory
from wiring.storage_cleanup import cleaners


class NoPassing(dg.IOManager):
    """Assets read what the store holds by the video's ID; nothing is handed from one to the next."""

    def handle_output(self, context: dg.OutputContext, obj: object) -> None:
        """Refuse to keep a value."""
        raise PermanentError(
            f"{context.asset_key.to_user_string()} returned a {type(obj).__name__}; wanted a "
            "MaterializeResult, with what it made written to the store"
        )

    def load_input(self, context: dg.InputContext) -> object:
        """Refuse to load one."""
        raise PermanentError(
            f"{context.asset_key.to_user_string()} was asked for as a value; wanted it in `deps`, "
            "and read from the store"
        )


def _part(get: Callable[[Factory], object], about: str) -> dg.ResourceDefinition:
    return dg.ResourceDefinition(lambda _: get(this_factory()), config_schema={}, description=about)


def _same_as(key: str, about: str) -> dg.ResourceDefinition:
    return dg.ResourceDefinition(
        lambda context: getattr(context.resources, key),
        config_schema={},
        required_resource_keys={key},
        description=about,
    )


@dg.resource(config_schema={}, description="Every unit of work, exactly once.")
def _journal(context: dg.InitResourceContext) -> Iterator[Journal]:
    """Hand out a journal; its heartbeat ends with the run."""
    with this_factory().journal(context.run.run_id if context.run else None) as journal:
        yield journal


@dg.resource(config_schema={}, description="Who writes, speaks, draws and plays.")
def _providers(context: dg.InitResourceContext) -> Iterator[Providers]:
    """Hand out whoever plays the roles; voices and connections end with the run."""
    with this_factory().providers() as providers:
        yield providers


@dg.resource(config_schema={}, description="When each stage began and how it ended.")
def _stages(context: dg.InitResourceContext) -> Iterator[Stages]:
    """Hand out the record of stages; a run is told of in the traces of its videos."""
    factory = this_factory()
    with run_of(context.run.run_id, context.run.job_name) if context.run else nullcontext():
        yield factory.stages


def _recorded(told: Progress) -> dg.ResourceDefinition:
    def progress(context: dg.InitResourceContext) -> Progress:
        run_id = context.run.run_id if context.run else None
        return RecordedProgress(this_factory().catalogue.engine, run_id, told)

    about = "Told how far each stage has come."
    return dg.ResourceDefinition(progress, config_schema={}, description=about)


def resources(progress: Progress) -> Mapping[str, dg.ResourceDefinition]:
    """Return every resource by its role; nothing is opened before a run asks for it.

    Args:
        progress: told how far each stage has come.
    """
    return {
        **_facts(),
        **_tools(),
        "journal": _journal,
        "providers": _providers,
        "progress": _recorded(progress),
        "io_manager": dg.IOManagerDefinition(
            lambda _: NoPassing(),
            config_schema={},
            description="Nothing is handed from one asset to the next.",
        ),
    }


def _facts() -> Mapping[str, dg.ResourceDefinition]:
    """Return what is kept in the database."""
    return {
        "briefs": _part(lambda f: f.catalogue.briefs, "What was accepted for every video."),
        "stages": _stages,
        "hooks": _part(lambda f: f.hooks, "The user's own programs around layers."),
        "shared_stages": _part(
            lambda f: f.catalogue.shared_stages, "Running stages that are shared out."
        ),
        "helping_journals": _part(lambda f: f, "Units of work on another run's behalf."),
        "artifacts": _part(lambda f: f.catalogue.artifacts, "The files that stages left behind."),
        "events": _part(lambda f: f.catalogue.events, "What happened, for whoever listens."),
        "reviews": _part(lambda f: f.catalogue.reviews, "Decisions about masters."),
        "alternatives": _part(
            lambda f: f.catalogue.alternatives, "Decisions about other titles and thumbnails."
        ),
        "waivers": _part(lambda f: f.catalogue.waivers, "What named people answer for."),
        "likeness_records": _part(
            lambda f: f.catalogue.likeness_records, "By what made videos are known again."
        ),
        "picture_hashes": _part(lambda f: f.picture_hashes, "Knows pictures again."),
        "posts": _part(lambda f: f.catalogue.posts, "What was published where."),
        "post_changes": _part(
            lambda f: f.catalogue.post_changes, "What is to be changed of what is out."
        ),
        "planned_changes": _part(lambda f: f.catalogue.planned_changes, "Changes to be made."),
        "timetable": _part(lambda f: f.catalogue.timetable, "Which video goes out when."),
        "appointed_posts": _part(
            lambda f: f.catalogue.appointed_posts, "What platforms show by themselves."
        ),
        "metrics": _part(lambda f: f.catalogue.metrics, "What platforms said of videos."),
        "figure_sums": _part(lambda f: f.catalogue.figure_sums, "Sums of what platforms said."),
        "audiences": _part(lambda f: f.catalogue.audiences, "Who watched, as platforms said."),
        "readings": _part(lambda f: f.catalogue.readings, "What platforms have counted so far."),
        "live_posts": _part(lambda f: f.catalogue.live_posts, "What is out, on whose account."),
        "feeds": _part(lambda f: f.feeds, "What is talked about elsewhere."),
        "title_meanings": _part(lambda f: f.title_meanings, "What titles mean, to a model."),
        "origins": _part(lambda f: f.catalogue.origins, "How videos came about."),
        "campaigns": _part(lambda f: f.catalogue.campaigns, "Goals that share channels' ideas."),
        "ideas": _part(lambda f: f.catalogue.ideas, "What was proposed, and what became of it."),
        "alerts": _part(lambda f: f.catalogue.alerts, "What was told of, by its cause."),
        "alert_facts": _part(lambda f: f.catalogue.alert_facts, "What alerts are made from."),
        "limit_uses": _part(lambda f: f.limit_uses, "How much of their limits is used."),
        "review_waits": _part(lambda f: f.catalogue.review_waits, "Reviews that wait."),
        "messages": _part(lambda f: f.catalogue.messages, "What is told outside the desk."),
        "messengers": _part(lambda f: f.messengers, "Who carries that."),
        "switches": _part(lambda f: f.catalogue.settings, "What a person turns on and off."),
        "costs": _part(lambda f: f.catalogue.costs, "What videos were made of, and its cost."),
        "launches": _part(lambda f: f.catalogue.launches, "The queue of phases to run."),
        "outcomes": _part(lambda f: f.catalogue.outcomes, "What became of claimed launches."),
        "spending_limits": _part(lambda f: f.spending_limits, "Spending limits and their use."),
        "abandoned_work": _part(
            lambda f: f.abandoned_work, "What videos that are over still hold."
        ),
        "estimates": _part(lambda f: f.estimates, "Prices of videos, and who agreed to them."),
        "circuits": _part(lambda f: f.circuits, "Vendors that are being left alone."),
        "archive": _part(lambda f: f.archive, "What Dagster need not show any more."),
        "cleaners": _part(cleaners, "What nobody needs any more."),
        "backups": _part(lambda f: f.backups, "All that cannot be made anew, kept elsewhere."),
    }


def _tools() -> Mapping[str, dg.ResourceDefinition]:
    """Return who makes, keeps and sends."""
    return {
        "store": _part(lambda f: f.store, "Files of every video."),
        "disk": _part(lambda f: f.store, "Room to make files in."),
        "media_places": _part(lambda f: f.media_places, "Where files of videos lie."),
        "channels": _part(lambda f: f.channels, "The channel files there are."),
        "inbox": _part(lambda f: f.inbox, "The folder where briefs arrive."),
        "moderators": _same_as("providers", "Who looks at words and pictures."),
        "access": _same_as("providers", "Whether those whom a channel names can be asked."),
        "splicer": _part(lambda f: f.splicer, "Joins spoken sentences."),
        "recordings": _part(lambda f: f.recordings, "Finds a script in a person's reading of it."),
        "recogniser": _part(lambda f: f.recogniser, "Writes down what it hears of a narration."),
        "renderer": _part(lambda f: f.renderer, "Encodes, mixes, joins and measures."),
        "clip_reader": _part(lambda f: f.clip_reader, "Looks into given videos."),
        "thumbnails": _part(lambda f: f.thumbnails, "Makes the picture a video is listed under."),
        "picture_tones": _part(lambda f: f.picture_tones, "How dark and bright pictures are."),
        "lettering": _part(lambda f: f.lettering, "What is known of the factory's fonts."),
        "gazetteer": _part(lambda f: f.gazetteer, "Knows where places are."),
        "stills": _part(lambda f: f.stills, "Makes the stills that show what is in a video."),
        "credentials": _part(lambda f: f.credentials, "Signs masters, and reads what is signed."),
        "verifications": _same_as("outlets", "Who is asked whether consents and posts still hold."),
        "post_changers": _same_as("outlets", "Who changes what is out, and where."),
        "grants": _part(lambda f: f.accounts.grants, "Consents of accounts."),
        "platform_data": _part(
            lambda f: f.catalogue.platform_data, "What platforms told, and for how long it is kept."
        ),
        "channel_answers": _part(FactoryAnswers, "What analytics says, as the desk draws it."),
        "weeks": _part(lambda f: f.catalogue.weeks, "What channels made in a week."),
        "reports": _part(lambda f: f.reports, "A folder of weekly reports."),
        "arm_changes": _part(lambda f: f.catalogue.arm_changes, "What experiments change by days."),
        "experiments": _part(lambda f: f.catalogue.experiments, "What is tried, and on which day."),
        "outlets": _part(lambda f: f.outlets, "The places where posts go."),
        "outlet_totals": _same_as("outlets", "Who tells what it has counted so far."),
    }
