"""The channel and outlet of which most is known is what somebody sees who named none."""

from datetime import date, timedelta

from factory.analytics.figures import DayFigures, Figures
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import accepted

LAST = date(2026, 11, 30)


def test_where_most_figures_are_known_is_not_where_the_alphabet_begins(catalogue: Catalogue):
    sums = catalogue.figure_sums
    assert sums.knows_most() is None
    for name, channel in (("a-video", "tales"), ("c-video", "songs")):
        catalogue.briefs.accept(accepted(name, channel=channel))

    def told(video: str, outlet: str, days: int, **figures: float) -> None:
        catalogue.metrics.record(
            f"{video} {outlet}",
            [
                DayFigures(
                    day=LAST - timedelta(days=back),
                    video_id=video,
                    outlet=outlet,
                    figures=Figures(**figures),
                )
                for back in range(days)
            ],
        )

    told("c-video", "instagram", 2, views=9, likes=1)
    told("a-video", "tiktok", 6, views=9_000)
    told("a-video", "youtube", 6, views=9, likes=1, watch_seconds=99.5)
    assert sums.knows_most() == ("tales", "youtube")
    assert sums.knows_most("songs") == ("songs", "instagram")
    assert sums.knows_most("nobody") is None
