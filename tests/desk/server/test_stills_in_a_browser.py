"""A still in Chromium, as Dagster's pages show it: as an image in a column beside other metadata."""

import io
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Browser

from factory.analytics.charts.answers import Answer
from factory.analytics.charts.day_chart import DayViews, day_chart
from factory.analytics.charts.still import PREVIEW_PX, still
from tests.end_to_end.browser import opened_browser

COLUMN_PX = 502
"""What Dagster's page of an asset leaves for a value at 1,440 pixels, beside its keys and times."""


@pytest.fixture(scope="module")
def browser():
    with opened_browser() as opened:
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_still_is_drawn_whole_in_its_column(browser: Browser, scheme: str):
    days = [DayViews(date(2026, 11, 1) + timedelta(n), 100.0 * n, odd=False) for n in range(20)]
    answer = Answer(
        "days", "How did the days go?", "Up.", day_chart(days, "youtube"), "By day.", ours=False
    )
    drawn = still(answer, "tales at youtube", PREVIEW_PX)
    page = browser.new_context(color_scheme=scheme).new_page()  # pyright: ignore[reportArgumentType]
    page.set_content(
        f'<div style="width: {COLUMN_PX}px; overflow: hidden">'
        f'<img src="data:image/svg+xml,{quote(drawn)}"></div>'
    )
    image = page.locator("img")
    assert image.evaluate("one => one.decode().then(() => one.naturalWidth)") == PREVIEW_PX
    box = image.bounding_box()
    assert box and box["width"] == PREVIEW_PX <= COLUMN_PX
    shown = Image.open(io.BytesIO(image.screenshot())).convert("L")
    darkest, lightest = shown.getextrema()
    assert lightest - darkest > 200, "letters and lines stand on paper"  # pyright: ignore[reportOperatorIssue]
    assert shown.getpixel((3, 3)) != (255 if scheme == "dark" else 0)
