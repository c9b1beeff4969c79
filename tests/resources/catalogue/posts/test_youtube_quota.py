"""What a project may ask of a platform is counted by the platform's own day."""

from datetime import UTC, datetime

import pytest

from factory.errors import PublishingWaits
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.posts.youtube_quota import PostgresQuotas

EVENING = datetime(2026, 11, 28, 7, 59, tzinfo=UTC)
"""A minute before midnight in California."""
MIDNIGHT = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)


def test_beyond_the_limit_it_waits_for_midnight_pacific_and_then_goes_on(catalogue: Catalogue):
    catalogue.settings.change("youtube_uploads_per_day", 2)
    evening = PostgresQuotas(catalogue.engine, lambda: EVENING)
    evening.spend("123", "youtube_uploads", 1)
    evening.spend("123", "youtube_uploads", 1)
    with pytest.raises(PublishingWaits, match="may ask for 2 youtube uploads a day, 2 are") as wait:
        evening.spend("123", "youtube_uploads", 1)
    assert wait.value.until == MIDNIGHT
    evening.spend("456", "youtube_uploads", 1)
    PostgresQuotas(catalogue.engine, lambda: MIDNIGHT).spend("123", "youtube_uploads", 1)
