"""Decisions about masters."""

import getpass
from datetime import UTC, datetime
from typing import Literal

from desk.actions.launching import launch, running_address
from factory.errors import PermanentError
from factory.reviews.decision import Review
from factory.workflow.phases import earliest
from wiring.factory import Factory, open_factory


def decide(video_id: str, decision: Literal["approved", "rejected"], note: str) -> str:
    """Record a decision about the master as it lies there now; an approval starts the release."""
    with open_factory() as factory:
        factory.catalogue.brief(video_id)
        master = factory.catalogue.artifact(video_id, "renders", "master.mp4")
        if master is None:
            raise PermanentError(
                f"{video_id} has no finished master to decide about; see `factory show {video_id}`"
            )
        factory.catalogue.decide(
            Review(
                video_id=video_id,
                master_sha256=master.sha256,
                decision=decision,
                reviewer=getpass.getuser(),
                note=note,
                decided_at=datetime.now(UTC),
            )
        )
        if decision == "rejected":
            return f"{video_id} is rejected; {_published(factory, video_id, master.sha256)}."
        due = earliest("publish", factory.catalogue.brief(video_id).brief)
        if due and due > datetime.now(UTC):
            factory.launches.request(video_id, "publish", "approved", by="factory", not_before=due)
            return f"{video_id} is approved; a running factory publishes it at {due.isoformat()}."
        started = launch(factory, running_address(), video_id, "publish", "approved")
    if started:
        return f"{video_id} is approved; its release is running."
    return f"{video_id} is approved; `factory up`, or `factory make` again, publishes it."


def _published(factory: Factory, video_id: str, master_sha256: str) -> str:
    """Say what of a rejected master is out already."""
    posts = factory.catalogue.show(video_id)["posts"]
    out = [p["url"] for p in posts if p["master_sha256"] == master_sha256 and p["published_at"]]
    if not out:
        return "it will not be published"
    return f"it will not be published again, but stands at {', '.join(out)}: remove it there"
