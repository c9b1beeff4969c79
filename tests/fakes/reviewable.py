"""A rendered video that waits for a decision, in a factory of its own, and people who may decide."""

from dataclasses import dataclass

from factory.brief.brief import AcceptedBrief
from factory.records import FileRef
from factory.reviews.decision import Review
from resources.people.passwords import Passwords
from resources.people.register import Register
from tests.fakes.catalogued import VOICE, accepted
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.fakes.passwords import CHEAP
from tests.fakes.render_manifests import some_evidence
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


def await_judged(factory: Factory, **channel: object) -> str:
    """Let a video with every manifest wait for a decision, of a channel that says this; return its ID."""
    brief = an_accepted_brief(a_channel(**{"review": "required", **channel}))
    evidence, catalogue = some_evidence(accepted=brief), factory.catalogue
    catalogue.briefs.accept(brief)
    made = {
        "briefs": ("brief.json", brief),
        "scripts": ("script.json", evidence.script),
        "audio": ("narration.json", evidence.narration),
        "visuals": ("visuals.json", evidence.visuals),
        "captions": ("captions.json", evidence.captions),
        "listings": ("listing.json", evidence.listing),
        "renders": ("render.json", evidence.render),
    }
    for stage, (name, manifest) in made.items():
        with catalogue.stages.stage(VIDEO_ID, stage, "run-1"):
            files = [factory.store.write(VIDEO_ID, name, manifest.to_json())]
            if stage == "renders":
                files.append(factory.store.write(VIDEO_ID, "master.mp4", b"a master"))
            catalogue.artifacts.record(VIDEO_ID, stage, files, provider=VOICE, run_id=None)
    return VIDEO_ID


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
