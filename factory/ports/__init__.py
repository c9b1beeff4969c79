"""What the factory needs from the world outside, as small protocols."""

from factory.ports.accounts import Accounts, Grant, Grants, PostChoice, PostChoices, Quotas
from factory.ports.alerts import AlertFacts, Alerts, LimitUses
from factory.ports.alternatives import Alternatives
from factory.ports.archive import Archive
from factory.ports.backups import BackupReport, Backups
from factory.ports.briefs import Briefs
from factory.ports.consent_check import (
    AccountPosts,
    Forgotten,
    PlatformData,
    Verification,
    Verifications,
)
from factory.ports.events import Events
from factory.ports.experiments import ArmChanges, Experiments
from factory.ports.hooks import Hooks
from factory.ports.ideas import (
    ApprovedIdeas,
    Campaigns,
    Feeds,
    Ideas,
    MeaningModel,
    TitleMeanings,
)
from factory.ports.intake import Channels, Inbox
from factory.ports.journal import Journal, Progress
from factory.ports.launches import Launches, Outcomes
from factory.ports.likeness_records import LikenessRecords, PictureHashes
from factory.ports.media_places import MediaPlaces
from factory.ports.messages import (
    ChatAccounts,
    ClickDoor,
    Messages,
    Messenger,
    Messengers,
    ReviewWaits,
)
from factory.ports.metrics import FigureSums, Metrics, NewFigures
from factory.ports.origins import Origins
from factory.ports.planned_changes import PlannedChange, PlannedChanges
from factory.ports.platform_figures import (
    Audiences,
    LivePost,
    LivePosts,
    OutletTotals,
    PlatformFigures,
    PlatformTotals,
    PostStanding,
    Readings,
)
from factory.ports.post_changes import (
    ChangeOutcome,
    DueChange,
    PostChanger,
    PostChangers,
    PostChanges,
)
from factory.ports.posts import (
    Appointment,
    Appointments,
    FirstPost,
    FollowUp,
    FollowUps,
    Found,
    Outlet,
    Outlets,
    Posts,
    Publication,
    Sight,
)
from factory.ports.provenance import ContentCredentials
from factory.ports.providers import (
    Access,
    Circuits,
    Composer,
    Illustrator,
    Moderator,
    Moderators,
    Narrator,
    Providers,
    Seeding,
    Writer,
)
from factory.ports.recogniser import Recogniser
from factory.ports.recordings import Recordings
from factory.ports.renderer import (
    ClipMixer,
    ClipReader,
    MasterMeter,
    Muxer,
    Renderer,
    SegmentEncoder,
    SegmentOrder,
    SegmentViewer,
    SoundMixer,
    Splicer,
)
from factory.ports.reviews import Reviews
from factory.ports.schedule import (
    AppointedPost,
    AppointedPosts,
    Booking,
    Timetable,
)
from factory.ports.shared_stages import HelpingJournals, SharedStages
from factory.ports.spending import AbandonedWork, Costs, Estimates, SpendingLimits
from factory.ports.stages import Artifacts, Stages
from factory.ports.stills import PictureTones, Stills, Thumbnails
from factory.ports.storage_cleanup import Cleaner, Removable, StorageNeed
from factory.ports.store import Blobs, Disk, VideoFiles
from factory.ports.switches import Switches
from factory.ports.takedown import Takedown
from factory.ports.waivers import Waivers
from factory.ports.weeks import ChannelAnswers, Reports, Weeks

__all__ = [
    "AbandonedWork",
    "Access",
    "AccountPosts",
    "Accounts",
    "AlertFacts",
    "Alerts",
    "Alternatives",
    "AppointedPost",
    "AppointedPosts",
    "Appointment",
    "Appointments",
    "ApprovedIdeas",
    "Archive",
    "ArmChanges",
    "Artifacts",
    "Audiences",
    "BackupReport",
    "Backups",
    "Blobs",
    "Booking",
    "Briefs",
    "Campaigns",
    "ChangeOutcome",
    "ChannelAnswers",
    "Channels",
    "ChatAccounts",
    "Circuits",
    "Cleaner",
    "ClickDoor",
    "ClipMixer",
    "ClipReader",
    "Composer",
    "ContentCredentials",
    "Costs",
    "Disk",
    "DueChange",
    "Estimates",
    "Events",
    "Experiments",
    "Feeds",
    "FigureSums",
    "FirstPost",
    "FollowUp",
    "FollowUps",
    "Forgotten",
    "Found",
    "Grant",
    "Grants",
    "HelpingJournals",
    "Hooks",
    "Ideas",
    "Illustrator",
    "Inbox",
    "Journal",
    "Launches",
    "LikenessRecords",
    "LimitUses",
    "LivePost",
    "LivePosts",
    "MasterMeter",
    "MeaningModel",
    "MediaPlaces",
    "Messages",
    "Messenger",
    "Messengers",
    "Metrics",
    "Moderator",
    "Moderators",
    "Muxer",
    "Narrator",
    "NewFigures",
    "Origins",
    "Outcomes",
    "Outlet",
    "OutletTotals",
    "Outlets",
    "PictureHashes",
    "PictureTones",
    "PlannedChange",
    "PlannedChanges",
    "PlatformData",
    "PlatformFigures",
    "PlatformTotals",
    "PostChanger",
    "PostChangers",
    "PostChanges",
    "PostChoice",
    "PostChoices",
    "PostStanding",
    "Posts",
    "Progress",
    "Providers",
    "Publication",
    "Quotas",
    "Readings",
    "Recogniser",
    "Recordings",
    "Removable",
    "Renderer",
    "Reports",
    "ReviewWaits",
    "Reviews",
    "Seeding",
    "SegmentEncoder",
    "SegmentOrder",
    "SegmentViewer",
    "SharedStages",
    "Sight",
    "SoundMixer",
    "SpendingLimits",
    "Splicer",
    "Stages",
    "Stills",
    "StorageNeed",
    "Switches",
    "Takedown",
    "Thumbnails",
    "Timetable",
    "TitleMeanings",
    "Verification",
    "Verifications",
    "VideoFiles",
    "Waivers",
    "Weeks",
    "Writer",
]
