"""Every action there is."""

from typing import Final

from desk.api import (
    alerts,
    calendar,
    campaigns,
    canonical,
    channel_files,
    channels,
    chat_accounts,
    daily_run,
    decisions,
    edits,
    events,
    experiments,
    figures,
    forgetting,
    ideas,
    media_links,
    money,
    operations,
    orders,
    people,
    post_changes,
    posts,
    rules,
    scenes,
    shorts,
    stories,
    takedowns,
    tenants,
    tiktok_post,
    videos,
    voices,
    waivers,
    weekly_report,
)
from desk.api.protocol.action import Action

SUBJECTS = (
    videos,
    rules,
    scenes,
    shorts,
    edits,
    decisions,
    waivers,
    media_links,
    canonical,
    posts,
    post_changes,
    forgetting,
    takedowns,
    calendar,
    tiktok_post,
    stories,
    money,
    orders,
    channels,
    channel_files,
    voices,
    ideas,
    figures,
    daily_run,
    weekly_report,
    experiments,
    campaigns,
    events,
    operations,
    people,
    chat_accounts,
    tenants,
    alerts,
)

ACTIONS: Final[tuple[Action, ...]] = tuple(
    action for subject in SUBJECTS for action in subject.ACTIONS
)

COMMANDS_ALONE: Final = {
    "up": "starts the processes that answer here",
    "people add": "takes a password, which is typed by a person and sent by no program",
    "people password": "takes a password, which is typed by a person and sent by no program",
    "worker": "takes runs on the machine where it is started",
    "restore": "fills an empty machine, on which nothing answers yet",
    "connect": "opens the page on which a person lets the factory into an account",
    "verify": "reads a file of this machine; a program hashes its own and asks `show_video`",
    "layer": "runs in the process that asks; Dagster's own API starts runs of single assets",
    "mcp": "is another way to the same actions",
}
"""Commands of the terminal that no program asks for here, each with its reason."""
