"""The page of analytics says first what needs somebody."""

import csv
import io
from datetime import date

from emulators.histories import COLUMNS, spread
from factory.analytics.imported_figures import read_rows
from factory.analytics.posted_videos import PostedVideos
from tests.desk.opened_desk import Desk
from tests.fakes.catalogued import accepted


def test_new_videos_that_need_nobody_are_folded_to_one_line(desk: Desk):
    factory = desk.factory
    names = [f"video-{n}" for n in range(6)]
    for name in names:
        factory.catalogue.briefs.accept(accepted(name, title=name))
    told = io.StringIO()
    csv.writer(told).writerows([COLUMNS, *spread(names, 20, date(2026, 11, 20))])
    rows = read_rows(told.getvalue().encode(), "history.csv")
    known, _ = PostedVideos.of(factory.catalogue.metrics.posted()).sorted_out(rows)
    factory.catalogue.metrics.record("test", known)
    page = desk.pages.get("/analytics", params={"of": "tales at emulated"}).text
    part = page[page.index('id="f2"') :].partition("</section>")[0]
    before, _, folded = part.partition("<details>")
    asked = before.count("Look at it</td>") + before.count(
        "Prepare another title or thumbnail</td>"
    )
    assert 0 < asked == before.count("<tr><td>") < 6, "those alone that need somebody"
    assert f"<summary>{6 - asked} videos with too few to compare</summary>" in folded
    assert folded.count("Too few to compare it with</td>") == 6 - asked
