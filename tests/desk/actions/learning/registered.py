"""A video that is out, and what is asked for to experiment with it."""

import base64
import io
from datetime import UTC, datetime, timedelta

from PIL import Image

from desk.actions.learning.experiments import (
    ArmPicture,
    Registration,
)
from factory.analytics.figures import DayFigures, Figures
from factory.experiments.experiment import Arm
from factory.workflow.platform_days import platform_day
from tests.fakes.catalogued import accepted
from tests.fakes.manifests import a_listing
from wiring.factory import Factory

TITLE = "Eleven lost days"


def asked(**changes: object) -> Registration:
    facts = {
        "experiment_id": "shorter",
        "channel": "tales",
        "video_id": "a-video",
        "hypothesis": "short is clicked",
        "expected": 0.04,
        "hoped": 0.05,
        "days": 14,
        "others": (Arm(name="short", says=TITLE),),
    }
    return Registration.model_validate({**facts, **changes})


def a_picture() -> tuple[ArmPicture, ...]:
    """Return the thumbnail of the arm `short`."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 360), "navy").save(drawn, "PNG")
    data = base64.b64encode(drawn.getvalue()).decode()
    return (ArmPicture(arm="short", file="short.png", data=data),)


def a_video_that_is_out(factory: Factory) -> None:
    """Put a video out, with 3,000 impressions a day."""
    factory.catalogue.briefs.accept(accepted())
    factory.store.write("a-video", "listing.json", a_listing().to_json())
    today = platform_day(datetime.now(UTC))
    told = [
        DayFigures(
            day=today - timedelta(days=back),
            video_id="a-video",
            outlet="youtube",
            figures=Figures(views=200, impressions=3000, click_rate=0.04),
        )
        for back in range(28)
    ]
    factory.catalogue.metrics.record("test", told)
