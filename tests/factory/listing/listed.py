"""Listings made of a script."""

from typing import Any

from factory.channel.channel import Channel
from factory.listing.listing import Listing, write_listing
from factory.rules.registry import RULES
from factory.script.script import Script
from factory.video_formats.formats import Format, format_named
from tests.fakes.manifests import (
    a_file,
    a_narration,
    a_script,
    an_accepted_brief,
    some_visuals,
)
from tests.fakes.render_manifests import so_far

SHORT, LONG = format_named("short"), format_named("longform")
THUMBNAIL = a_file("thumbnail.jpg", "image/jpeg")


def listed(
    script: Script | None = None,
    profile: Format = SHORT,
    channel: Channel | None = None,
    **brief: Any,
) -> Listing:
    script = script or a_script()
    accepted = an_accepted_brief(channel, **brief)
    narration = a_narration(script)
    return write_listing(accepted, script, narration, some_visuals(), profile, THUMBNAIL)


def refusals(listing: Listing, profile: Format = SHORT) -> list[str]:
    findings = RULES.assess("listings", so_far(listing, profile=profile))
    return [f"{f.rule}: {f.found}" for f in findings if not f.passed and f.severity == "error"]
