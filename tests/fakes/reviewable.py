"""A rendered video that waits for a decision, in a factory of its own, and people who may decide."""

from dataclasses import dataclass

from factory.brief.brief import AcceptedBrief
from factory.records import FileRef
from factory.reviews.decision import Review
from resources.people.passwords import Passwords
from resources.people.register import Register
from tests.fakes.catalogued import VOICE, accepted
from tests.fakes.passwords import CHEAP
from wiring.factory import Factory

VIDEO = "a-video"
STAGES = ("briefs", "scripts", "audio", "visuals", "captions", "listings", "renders")


def await_decision(factory: Factory, video_id: str) -> None:
    """Let a video wait for a decision: made up to its checks, with a master and a listing."""
    catalogue = factory.catalogue
    catalogue.briefs.accept(accepted(video_id))
    for stage in STAGES:
        with catalogue.stages.stage(video_id, stage, "run-1"):
            pass
    for stage, name in (("renders", "master.mp4"), ("listings", "listing.json")):
        file = factory.store.write(video_id, name, video_id.encode())
        catalogue.artifacts.record(video_id, stage, [file], provider=VOICE, run_id=None)


@dataclass(frozen=True)
class Reviewable:
    """One video."""

    factory: Factory

    def accept(self, **channel: object) -> AcceptedBrief:
        """Accept its brief, of a channel that says this."""
        brief = accepted(VIDEO)
        brief = brief.model_copy(update={"channel": brief.channel.model_copy(update=channel)})
        self.factory.catalogue.briefs.accept(brief)
        return brief

    def render(self, content: bytes = b"a master") -> FileRef:
        """Put a master there, as the stages before would."""
        for stage in STAGES:
            with self.factory.catalogue.stages.stage(VIDEO, stage, "run-1"):
                pass
        self.factory.store.write(VIDEO, "poster.jpg", b"\xff\xd8\xff\xe0 a poster")
        master = self.factory.store.write(VIDEO, "master.mp4", content)
        self.factory.catalogue.artifacts.record(
            VIDEO, "renders", [master], provider=VOICE, run_id=None
        )
        return master

    def list_it(self, content: bytes) -> FileRef:
        """Put a listing there, in place of the one there is."""
        listing = self.factory.store.write(VIDEO, "listing.json", content)
        self.factory.catalogue.artifacts.record(
            VIDEO, "listings", [listing], provider=VOICE, run_id=None
        )
        return listing

    def add(self, name: str, role: str, account: str = "", email: str = "") -> None:
        """Let somebody in, and say who they are in a chat."""
        people = Register(self.factory.catalogue.engine, Passwords(CHEAP))
        people.accounts.add(name, role, "eleven red herrings", by="test", email=email)
        if account:
            people.chat_accounts.link(name, account, by="test")

    @property
    def decisions(self) -> list[tuple[str, str, str]]:
        """Who decided what, and where."""
        found = self.factory.catalogue.reports.show(VIDEO).reviews
        return [(one.reviewer, one.decision, one.place) for one in found]

    def review(self) -> Review | None:
        """The newest decision about the master that lies there."""
        master = self.factory.catalogue.artifacts.artifact(VIDEO, "renders", "master.mp4")
        assert master
        return self.factory.catalogue.reviews.review(VIDEO, master.sha256)
