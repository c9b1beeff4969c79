"""Whether numbers may be computed of what YouTube told, as somebody has answered."""

from datetime import date, timedelta

from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import DayFigures, Figures
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import accepted

LAST = date(2026, 11, 20)


def test_nothing_is_computed_of_what_youtube_told_until_its_amendment_is_accepted(
    catalogue: Catalogue,
):
    catalogue.briefs.accept(accepted())
    sums = catalogue.figure_sums
    catalogue.settings.change(SETTING, True)
    told = [
        DayFigures(
            day=LAST - timedelta(days=n),
            video_id="a-video",
            outlet="youtube",
            figures=Figures(views=10),
        )
        for n in range(9)
    ]
    other = [one.model_copy(update={"outlet": "tiktok"}) for one in told]
    catalogue.metrics.record("test", [*told, *other])

    def outlets() -> set[str]:
        return {
            one.outlet for one in (*sums.costs(LAST), *sums.first_weeks(LAST), *sums.curves(LAST))
        }

    assert outlets() == {"youtube", "tiktok"}
    catalogue.settings.change(SETTING, False, "Ada")
    assert outlets() == {"tiktok"}
    days = {one.outlet: one for one in sums.days(LAST, LAST)}
    assert days["youtube"].figures["views"] == 10, "what it told is shown"
    assert {name: one.derivable for name, one in days.items()} == {"youtube": False, "tiktok": True}
    assert catalogue.growth.of_channel("tales", "youtube", LAST) is None
    assert catalogue.growth.of_channel("tales", "tiktok", LAST)
    assert catalogue.settings.changed()[SETTING].by == "Ada"
