"""The catalogue's part of figures: what platforms said of videos, and what is made of that."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine

from resources.catalogue.experiment_arm_changes import PostgresArmChanges
from resources.catalogue.experiments import PostgresExperiments
from resources.catalogue.figures.audiences import PostgresAudiences
from resources.catalogue.figures.factory_overview import PostgresOperations
from resources.catalogue.figures.growth import PostgresGrowth
from resources.catalogue.figures.kept_answers import KeptAnswers
from resources.catalogue.figures.metrics import PostgresMetrics
from resources.catalogue.figures.readings import PostgresReadings
from resources.catalogue.figures.sums import PostgresFigureSums
from resources.catalogue.figures.video_sums import PostgresVideoSums
from resources.catalogue.figures.weeks import PostgresWeeks


@dataclass(frozen=True)
class FigureCatalogue:
    """Each made when it is first asked for."""

    engine: Engine

    @cached_property
    def operations(self) -> PostgresOperations:
        """How the whole factory does, counted."""
        return PostgresOperations(self.engine)

    @cached_property
    def metrics(self) -> PostgresMetrics:
        """What platforms said of published videos."""
        return PostgresMetrics(self.engine)

    @cached_property
    def figure_sums(self) -> PostgresFigureSums:
        """Sums of what platforms said."""
        return PostgresFigureSums(self.engine)

    @cached_property
    def kept_answers(self) -> KeptAnswers:
        """What was made of figures, as long as they stand."""
        return KeptAnswers(self.engine)

    @cached_property
    def growth(self) -> PostgresGrowth:
        """What was paid and watched by day."""
        return PostgresGrowth(self.engine)

    @cached_property
    def video_sums(self) -> PostgresVideoSums:
        """The same for each video, over some days."""
        return PostgresVideoSums(self.engine)

    @cached_property
    def audiences(self) -> PostgresAudiences:
        """Who watched, and how long they stayed."""
        return PostgresAudiences(self.engine)

    @cached_property
    def readings(self) -> PostgresReadings:
        """What platforms have counted since posts went out."""
        return PostgresReadings(self.engine)

    @cached_property
    def experiments(self) -> PostgresExperiments:
        """What is tried, and what it says."""
        return PostgresExperiments(self.engine)

    @cached_property
    def arm_changes(self) -> PostgresArmChanges:
        """What experiments change by days."""
        return PostgresArmChanges(self.engine)

    @cached_property
    def weeks(self) -> PostgresWeeks:
        """What channels made, published and refused."""
        return PostgresWeeks(self.engine)
