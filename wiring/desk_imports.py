"""Names of `resources/` that the desk imports: of a factory's programs, its Dagster, its door."""

from resources.catalogue.channel_edits import ChannelEdit
from resources.catalogue.idempotent_answers import Answer
from resources.catalogue.launches.orders import Order
from resources.catalogue.launches.paused_channels import PausedChannel
from resources.dagster_instance.code_location_health import code_answers
from resources.dagster_instance.graphql import DagsterApi
from resources.home.channel_editor import ChannelText
from resources.machine.child_processes import Service, listen_near, wait_until
from resources.machine.door_keys import ROLES, Role
from resources.machine.private_files import write_private
from resources.machine.structured_log import DATES, FORMAT, StructuredLog
from resources.opened_providers import OpenedProviders

__all__ = [
    "DATES",
    "FORMAT",
    "ROLES",
    "Answer",
    "ChannelEdit",
    "ChannelText",
    "DagsterApi",
    "OpenedProviders",
    "Order",
    "PausedChannel",
    "Role",
    "Service",
    "StructuredLog",
    "code_answers",
    "listen_near",
    "wait_until",
    "write_private",
]
