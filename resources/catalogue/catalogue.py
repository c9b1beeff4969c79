"""The catalogue: the business facts of every video, one part for each kind of fact."""

from dataclasses import dataclass
from functools import cached_property

from resources.catalogue.artifacts import PostgresArtifacts
from resources.catalogue.briefs import PostgresBriefs
from resources.catalogue.campaigns import PostgresCampaigns
from resources.catalogue.channel_edits import PostgresChannelEdits
from resources.catalogue.costs import PostgresCosts
from resources.catalogue.events import PostgresEvents
from resources.catalogue.figures.figure_catalogue import FigureCatalogue
from resources.catalogue.ideas import PostgresIdeas
from resources.catalogue.idempotent_answers import PostgresAnswers
from resources.catalogue.known_files import PostgresKnownFiles
from resources.catalogue.launches.cancelled_and_deleted import PostgresWithdrawals
from resources.catalogue.launches.launch_outcomes import PostgresOutcomes
from resources.catalogue.launches.launch_queue import PostgresLaunches
from resources.catalogue.launches.orders import PostgresOrders
from resources.catalogue.launches.paused_channels import PostgresPausedChannels
from resources.catalogue.launches.stepwise_modes import PostgresModes
from resources.catalogue.likeness_records import PostgresLikenessRecords
from resources.catalogue.messages.alert_facts import PostgresAlertFacts
from resources.catalogue.messages.alerts import PostgresAlerts
from resources.catalogue.messages.clicks import PostgresClicks
from resources.catalogue.messages.messages import PostgresMessages
from resources.catalogue.origins import PostgresOrigins
from resources.catalogue.posts.calendar_rows import PostgresCalendar
from resources.catalogue.posts.live_posts import PostgresLivePosts
from resources.catalogue.posts.planned_changes import PostgresPlannedChanges
from resources.catalogue.posts.platform_data import PostgresPlatformData
from resources.catalogue.posts.post_appointments import PostgresAppointedPosts
from resources.catalogue.posts.post_changes import PostgresPostChanges
from resources.catalogue.posts.posts import PostgresPosts
from resources.catalogue.posts.slot_bookings import PostgresTimetable
from resources.catalogue.posts.takedowns import PostgresTakedowns
from resources.catalogue.reviews.alternatives import PostgresAlternatives
from resources.catalogue.reviews.review_waits import PostgresReviewWaits
from resources.catalogue.reviews.reviews import PostgresReviews
from resources.catalogue.reviews.waivers import PostgresWaivers
from resources.catalogue.runtime_settings import PostgresSettings
from resources.catalogue.shared_stages import PostgresSharedStages
from resources.catalogue.stages import PostgresStages
from resources.catalogue.state_changes import PostgresStates
from resources.catalogue.tenant_overviews import PostgresTenantOverviews
from resources.catalogue.tenant_rows import PostgresTenantRows
from resources.catalogue.tenants import PostgresTenants
from resources.catalogue.video_queries import PostgresReports
from resources.database.connection import RIDE_SECONDS, open_database
from resources.machine.environment_variables import Settings
from resources.machine.secret_encryption import Seal


@dataclass(frozen=True)
class Catalogue(FigureCatalogue):
    """The parts of the catalogue over one database, each made when it is first asked for."""

    @cached_property
    def api_answers(self) -> PostgresAnswers:
        """What was said to requests that bore a key."""
        return PostgresAnswers(self.engine)

    @cached_property
    def briefs(self) -> PostgresBriefs:
        """What was accepted for every video."""
        return PostgresBriefs(self.engine)

    @cached_property
    def stages(self) -> PostgresStages:
        """When each stage began and how it ended."""
        return PostgresStages(self.engine)

    @cached_property
    def shared_stages(self) -> PostgresSharedStages:
        """Stages that are running, of which other runs may take units."""
        return PostgresSharedStages(self.engine)

    @cached_property
    def known_files(self) -> PostgresKnownFiles:
        """Files that are known by their content."""
        return PostgresKnownFiles(self.engine)

    @cached_property
    def artifacts(self) -> PostgresArtifacts:
        """The files that stages left behind."""
        return PostgresArtifacts(self.engine)

    @cached_property
    def events(self) -> PostgresEvents:
        """What happened, in order."""
        return PostgresEvents(self.engine)

    @cached_property
    def reviews(self) -> PostgresReviews:
        """Decisions about masters."""
        return PostgresReviews(self.engine)

    @cached_property
    def alerts(self) -> PostgresAlerts:
        """What a person should know of, by its cause."""
        return PostgresAlerts(self.engine)

    @cached_property
    def alert_facts(self) -> PostgresAlertFacts:
        """What alerts are made from."""
        return PostgresAlertFacts(self.engine)

    @cached_property
    def review_waits(self) -> PostgresReviewWaits:
        """Reviews that wait, and what was done about them."""
        return PostgresReviewWaits(self.engine)

    @cached_property
    def messages(self) -> PostgresMessages:
        """What people are told outside the desk."""
        return PostgresMessages(self.engine)

    @cached_property
    def clicks(self) -> PostgresClicks:
        """What was answered in chats."""
        return PostgresClicks(self.engine)

    @cached_property
    def post_changes(self) -> PostgresPostChanges:
        """What is to be changed at posts that are out."""
        return PostgresPostChanges(self.engine)

    @cached_property
    def planned_changes(self) -> PostgresPlannedChanges:
        """Those that are still to be made, and who is asked about them."""
        return PostgresPlannedChanges(self.engine)

    @cached_property
    def posts(self) -> PostgresPosts:
        """What was published where."""
        return PostgresPosts(self.engine, Seal(Settings.from_env()))

    @cached_property
    def timetable(self) -> PostgresTimetable:
        """Which video goes out when, at which outlet."""
        return PostgresTimetable(self.engine)

    @cached_property
    def calendar(self) -> PostgresCalendar:
        """What stands in the calendar."""
        return PostgresCalendar(self.engine)

    @cached_property
    def platform_data(self) -> PostgresPlatformData:
        """What platforms told, and for how long it may be kept."""
        return PostgresPlatformData(self.engine)

    @cached_property
    def appointed_posts(self) -> PostgresAppointedPosts:
        """What platforms will show by themselves."""
        return PostgresAppointedPosts(self.engine)

    @cached_property
    def costs(self) -> PostgresCosts:
        """What every video was made of, and what that cost."""
        return PostgresCosts(self.engine)

    @cached_property
    def launches(self) -> PostgresLaunches:
        """The phases that are to run."""
        return PostgresLaunches(self.engine)

    @cached_property
    def outcomes(self) -> PostgresOutcomes:
        """What became of the phases that were claimed."""
        return PostgresOutcomes(self.engine)

    @cached_property
    def live_posts(self) -> PostgresLivePosts:
        """What is out, and on whose account."""
        return PostgresLivePosts(self.engine)

    @cached_property
    def modes(self) -> PostgresModes:
        """Which videos are made step by step."""
        return PostgresModes(self.engine)

    @cached_property
    def states(self) -> PostgresStates:
        """When the state of a video changed."""
        return PostgresStates(self.engine)

    @cached_property
    def ideas(self) -> PostgresIdeas:
        """What was proposed, and what became of it."""
        return PostgresIdeas(self.engine)

    @cached_property
    def campaigns(self) -> PostgresCampaigns:
        """Goals to which channels give a share of their ideas."""
        return PostgresCampaigns(self.engine)

    @cached_property
    def origins(self) -> PostgresOrigins:
        """How videos came about."""
        return PostgresOrigins(self.engine)

    @cached_property
    def orders(self) -> PostgresOrders:
        """What waits until a person agrees to its price."""
        return PostgresOrders(self.engine)

    @cached_property
    def channel_edits(self) -> PostgresChannelEdits:
        """How channel files were changed, and by whom."""
        return PostgresChannelEdits(self.engine)

    @cached_property
    def paused_channels(self) -> PostgresPausedChannels:
        """Channels that rest."""
        return PostgresPausedChannels(self.engine)

    @cached_property
    def withdrawals(self) -> PostgresWithdrawals:
        """What was called off, and what was deleted."""
        return PostgresWithdrawals(self.engine)

    @cached_property
    def reports(self) -> PostgresReports:
        """What a person sees of one video, or of many."""
        return PostgresReports(self.engine)

    @cached_property
    def likeness_records(self) -> PostgresLikenessRecords:
        """By what made videos are known again."""
        return PostgresLikenessRecords(self.engine)

    @cached_property
    def takedowns(self) -> PostgresTakedowns:
        """What nobody shall see any more."""
        return PostgresTakedowns(self.engine)

    @cached_property
    def tenants(self) -> PostgresTenants:
        """Whose channels and videos there are, and what each may have."""
        return PostgresTenants(self.engine)

    @cached_property
    def tenant_overviews(self) -> PostgresTenantOverviews:
        """How each of them does."""
        return PostgresTenantOverviews(self.engine)

    @cached_property
    def tenant_rows(self) -> PostgresTenantRows:
        """All that is kept of one tenant."""
        return PostgresTenantRows(self.engine)

    @cached_property
    def alternatives(self) -> PostgresAlternatives:
        """What was decided about other titles and thumbnails."""
        return PostgresAlternatives(self.engine)

    @cached_property
    def waivers(self) -> PostgresWaivers:
        """What named people answer for."""
        return PostgresWaivers(self.engine)

    @cached_property
    def settings(self) -> PostgresSettings:
        """Switches and limits of the whole factory."""
        return PostgresSettings(self.engine)


def open_catalogue(url: str, *, ride_seconds: float = RIDE_SECONDS) -> Catalogue:
    """Connect, bring the tables up to date, and return the catalogue; see `open_database`."""
    return Catalogue(open_database(url, ride_seconds=ride_seconds))
