"""Waiting for a platform to process what was sent: looked at until it stands there whole; read only."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from factory.errors import PermanentError, PublishingWaits, TransientError
from factory.ports import Outlet, Publication, Sight

PATIENCE_SECONDS: Final = 60.0
"""How long a run stays while a platform works on a video; then the video waits without a run."""
LOOK_AGAIN: Final = timedelta(minutes=5)
"""How soon a post is looked at again that a platform still works on."""


def watch(
    publication: Publication,
    outlet: Outlet,
    answer: Mapping[str, str],
    *,
    shown_before: bool = False,
) -> Sight:
    """Look at a post until the platform is done with it; read only.

    Raises:
        PublishingWaits: it is still at it.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        sight = outlet.look(publication, answer, shown_before=shown_before)
        if sight.state != "underway":
            return sight
        if time.monotonic() + sight.look_again_seconds > until:
            raise PublishingWaits(
                f"{publication.video_id}: {outlet.name} is still working on it; "
                "it is looked at again in a few minutes",
                until=datetime.now(UTC) + LOOK_AGAIN,
                scope=f"outlet {outlet.name}",
            )
        time.sleep(sight.look_again_seconds)


def see_it_whole(publication: Publication, outlet: Outlet, answer: Mapping[str, str]) -> Sight:
    """Return when what was begun stands there whole; read only.

    Raises:
        PublishingWaits: the platform is still at it.
        TransientError: it is not to be seen there.
        PermanentError: what stands there is not what was sent, or its disclosures did not arrive.
    """
    sight = watch(publication, outlet, answer)
    if outlet.settles and sight.state == "shown":
        return sight
    if sight.faults:
        raise PermanentError(
            f"{publication.video_id} stands at {outlet.name}, unseen, and is not shown: "
            f"{'; '.join(sight.faults)}"
        )
    if sight.state == "missing":
        raise TransientError(
            f"{publication.video_id} was sent to {outlet.name} and is not to be seen there"
        )
    return sight
