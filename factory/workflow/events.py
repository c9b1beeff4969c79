"""Topics of the events that the catalogue keeps: what happened, for whoever listens."""

from typing import Final

IDEAS_GENERATED: Final = "ideas.generated"
IDEAS_APPROVED: Final = "ideas.approved"
IDEAS_NOT_PROPOSED: Final = "ideas.not_proposed"
IDEAS_CAUGHT_UP: Final = "ideas.caught_up"
BRIEF_ACCEPTED: Final = "brief.accepted"
BRIEF_REJECTED: Final = "brief.rejected"
SCRIPTS_GENERATED: Final = "scripts.generated"
ASSETS_REQUESTED: Final = "assets.requested"
ASSETS_GENERATED: Final = "assets.generated"
VIDEOS_RENDERED: Final = "videos.rendered"
REVIEW_DECIDED: Final = "review.decided"
ALTERNATIVE_DECIDED: Final = "alternative.decided"
RULE_WAIVED: Final = "rule.waived"
RELEASE_DECIDED: Final = "release.decided"
POSTS_SCHEDULED: Final = "posts.scheduled"
SLOT_BOOKED: Final = "slot.booked"
SLOT_MISSED: Final = "slot.missed"
SLOT_CONFIRMED: Final = "slot.confirmed"
SLOT_RELEASED: Final = "slot.released"
POSTS_PUBLISHED: Final = "posts.published"
POSTS_TAKEN_DOWN: Final = "posts.taken_down"
POST_CHANGED: Final = "post.changed"
POST_CHANGE_ASKED: Final = "post.change_asked"
POST_CHANGE_ENDED: Final = "post.change_ended"
POSTS_RESOLVED: Final = "posts.resolved"
POST_GONE: Final = "post.gone"
PLATFORM_FORGOTTEN: Final = "platform.forgotten"
ANALYTICS_COLLECTED: Final = "analytics.collected"
STAGE_STARTED: Final = "stage.started"
STAGE_FINISHED: Final = "stage.finished"
STAGE_FAILED: Final = "stage.failed"
HOOK_FAILED: Final = "hook.failed"
RUN_FAILED: Final = "run.failed"
VIDEO_CANCELLED: Final = "video.cancelled"
VIDEO_DELETED: Final = "video.deleted"
CHARGE_DOUBTED: Final = "charge.doubted"
CHARGE_RESOLVED: Final = "charge.resolved"
PERSON_CHANGED: Final = "person.changed"
TOKEN_MADE: Final = "token.made"
TOKEN_REVOKED: Final = "token.revoked"
GUEST_INVITED: Final = "guest.invited"
GUEST_REVOKED: Final = "guest.revoked"
GUEST_NOTED: Final = "guest.noted"

TOPICS: Final = frozenset(
    {
        IDEAS_GENERATED,
        IDEAS_APPROVED,
        IDEAS_NOT_PROPOSED,
        IDEAS_CAUGHT_UP,
        BRIEF_ACCEPTED,
        BRIEF_REJECTED,
        SCRIPTS_GENERATED,
        ASSETS_REQUESTED,
        ASSETS_GENERATED,
        VIDEOS_RENDERED,
        REVIEW_DECIDED,
        ALTERNATIVE_DECIDED,
        RULE_WAIVED,
        RELEASE_DECIDED,
        POSTS_SCHEDULED,
        SLOT_BOOKED,
        SLOT_MISSED,
        SLOT_CONFIRMED,
        SLOT_RELEASED,
        POSTS_PUBLISHED,
        POSTS_TAKEN_DOWN,
        POST_CHANGED,
        POST_CHANGE_ASKED,
        POST_CHANGE_ENDED,
        POSTS_RESOLVED,
        POST_GONE,
        PLATFORM_FORGOTTEN,
        ANALYTICS_COLLECTED,
        STAGE_STARTED,
        STAGE_FINISHED,
        STAGE_FAILED,
        HOOK_FAILED,
        RUN_FAILED,
        VIDEO_CANCELLED,
        VIDEO_DELETED,
        CHARGE_DOUBTED,
        CHARGE_RESOLVED,
        PERSON_CHANGED,
        TOKEN_MADE,
        TOKEN_REVOKED,
        GUEST_INVITED,
        GUEST_REVOKED,
        GUEST_NOTED,
    }
)
"""Every topic there is; the catalogue refuses others, so that a misspelt one is noticed."""
