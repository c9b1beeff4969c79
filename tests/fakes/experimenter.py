"""Shows the title or thumbnail that an experiment wants today, in a process that may be killed at any moment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from multiprocessing.process import BaseProcess

from factory.ports import Accounts, Grant, LivePost, PostStanding, VideoFiles
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.outlets.youtube.post_changer import YouTubeChanger
from sensors.experiment_days import ExperimentDays
from tests.fakes.accounts import CountedQuotas, KeptChoices, KeptGrants
from tests.fakes.agreements import agreements_of
from tests.fakes.forks import FORKS


@dataclass(frozen=True)
class Showing:
    """What is to be shown, when, and where all of it is."""

    now: datetime
    post: LivePost
    grant: Grant
    database_url: str
    store: VideoFiles
    variables: Mapping[str, str] = field(repr=False)

    def started(self) -> BaseProcess:
        """Return a process that shows it."""
        process = FORKS.Process(target=_show_there, args=(self,))
        process.start()
        return process

    def show(self, catalogue: Catalogue) -> list[str]:
        """Show it in this process; return what is said of it."""
        accounts = Accounts(KeptGrants(self.grant), CountedQuotas(), KeptChoices())
        days = ExperimentDays(
            catalogue.experiments,
            catalogue.arm_changes,
            _OnePost(self.post),
            _OnYouTube(accounts),
            agreements_of(catalogue, self.store),
        )
        return list(days.show(self.now)) if days.due(self.now) else []


@dataclass(frozen=True)
class _OnePost:
    post: LivePost

    def live(self, day: date) -> list[LivePost]:
        return [self.post]

    def newest(self, video_id: str, outlet: str) -> LivePost | None:
        raise AssertionError("no translation is told here")

    def to_come(self, video_id: str, outlet: str) -> str:
        raise AssertionError("no translation is told here")

    def standing(self, video_id: str, outlet: str) -> PostStanding:
        return "out"


@dataclass(frozen=True)
class _OnYouTube:
    accounts: Accounts

    def changer(self, name: str) -> YouTubeChanger:
        return YouTubeChanger(self.accounts)


def _show_there(showing: Showing) -> None:
    os.environ.update(showing.variables)
    showing.show(open_catalogue(showing.database_url))
