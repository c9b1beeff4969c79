"""What a stage says of its result, as Dagster shows it."""

from datetime import UTC, datetime

import dagster as dg

from factory_assets.stage.dagster_metadata import Link, picture
from factory_assets.stage.stage import in_dagster

NOON = datetime(2027, 1, 2, 12, tzinfo=UTC)


def test_every_kind_of_fact_has_its_own_form_in_dagster():
    shown = in_dagster(
        {
            "preview": picture("frames", "http://x/sheet.jpg"),
            "watch": Link("http://x/master.mp4"),
            "accepted_at": NOON,
            "seconds": 59.4,
            "budget_usd": None,
        }
    )
    assert shown == {
        "preview": dg.MetadataValue.md(
            "[![frames](http://x/sheet.jpg?preview)](http://x/sheet.jpg)"
        ),
        "watch": dg.MetadataValue.url("http://x/master.mp4"),
        "accepted_at": dg.MetadataValue.timestamp(NOON),
        "seconds": 59.4,
        "budget_usd": None,
    }
