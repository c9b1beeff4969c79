"""The page of experiments: the power shown first, registering a title's or a thumbnail's, and what each says."""

from collections.abc import Mapping
from math import isfinite

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.learning.experiment_power import PowerAsked, power_of
from desk.actions.learning.experiments import (
    ArmPicture,
    Registration,
    experiments_of,
    register,
    stop,
)
from desk.actions.publishing.alternatives import decide_arms
from desk.web.forms import field
from desk.web.page import desk_page, person_of
from desk.web.post_change_buttons import decided
from factory.analytics.derived_metrics import WITHHELD
from factory.errors import BadInput, PermanentError
from factory.experiments.conclusion import ArmResult
from factory.experiments.experiment import TRIALS, Arm
from factory.experiments.sample_size import Needed
from factory.interchange.video_filter import VideoFilter
from wiring.factory import Factory

OTHER = "other"
MOST_OFFERED = 200
"""The newest videos that are out; any other's ID can be typed."""
USUAL = {"video": "", "expected": "0.04", "hoped": "0.05"}


def experiments_page(factory: Factory, request: Request) -> Response:
    """Show every experiment; where the address asks for a power, that first."""
    asked = dict(request.query_params)
    power, why = _power(factory, asked) if "video" in asked else (None, "")
    found = experiments_of(factory)
    of = {one.kept.registered.video_id for one in found} - {""}
    return desk_page(
        request,
        factory,
        "experiments.html",
        here="analytics",
        found=found,
        titles={one.video_id: one.title for one in factory.catalogue.metrics.videos(of)},
        counted=TRIALS,
        asked={**USUAL, **asked},
        power=power,
        why=why,
        of_arm=of_arm,
        answer_of=answer_of,
        out=factory.catalogue.reports.list_videos(
            MOST_OFFERED, wanted=VideoFilter(statuses=("published",))
        ),
        withheld=WITHHELD,
    )


def register_one(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Register the experiment of two titles, or of two thumbnails, that the form describes.

    A thumbnail's bytes come as base64 in `data`, its file's name in `name`.
    """
    video_id, picture = field(form, "video"), form.get("data", "")
    says = field(form, "name" if picture else "title").strip() or "-"
    wanted = Registration(
        experiment_id=field(form, "experiment").strip(),
        channel=factory.catalogue.briefs.newest(video_id).brief.channel,
        video_id=video_id,
        varies="thumbnail" if picture else "title",
        hypothesis=field(form, "hypothesis").strip() or "it is clicked more often",
        expected=_number(form, "expected"),
        hoped=_number(form, "hoped"),
        others=(Arm(name=OTHER, says=says),),
        pictures=(ArmPicture(arm=OTHER, file=says, data=picture),) if picture else (),
        days=int(_number(form, "days")),
        anyway=form.get("anyway") == "yes",
    )
    register(factory, wanted, person_of(request))
    return RedirectResponse("/experiments", 303)


def end_one(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """End an experiment, with the reason that the form gives."""
    name = request.path_params["experiment"]
    stop(factory, name, person_of(request), field(form, "note"), form.get("winner", ""))
    return RedirectResponse("/experiments", 303)


def decide_one(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Approve or reject an arm that the page showed."""
    name = request.path_params["experiment"]
    seen = {field(form, "arm"): field(form, "seen")}
    decide_arms(factory, name, decided(form), form.get("note", ""), seen)
    return RedirectResponse("/experiments", 303)


def of_arm(result: ArmResult) -> str:
    """Return an arm's measure with its interval."""
    if result.value is None:
        return "nothing is known yet"
    if result.low is None or result.high is None:
        return f"{result.value:,.0f} views in the first week"
    return f"{result.value:.2%} ({result.low:.2%} to {result.high:.2%})"


def answer_of(result: ArmResult) -> str:
    """Say of an arm how far it is from the first one, and how often chance alone would bring as much."""
    said = result.answer
    if result.difference_low is not None and result.difference_high is not None:
        low, high = _points(result.difference_low), _points(result.difference_high)
        said += f": {_points(result.difference)} points, most likely between {low} and {high}"
    if result.p is not None:
        said += (
            f"; chance alone would bring as much in {100 * result.p:.0f} of 100 such experiments"
        )
    return said


def _points(share: float | None) -> str:
    """Return a difference of shares in points of a hundred; one that rounds to nothing has no sign."""
    text = f"{100 * (share or 0.0):+.2f}"
    return "0.00" if float(text) == 0 else text


def _power(factory: Factory, asked: Mapping[str, str]) -> tuple[Needed | None, str]:
    try:
        video_id = field(asked, "video").strip()
        brief = factory.catalogue.briefs.newest(video_id).brief
        wanted = PowerAsked(
            channel=brief.channel,
            video_id=video_id,
            expected=_number(asked, "expected"),
            hoped=_number(asked, "hoped"),
        )
        return power_of(factory, wanted), ""
    except PermanentError as error:
        return None, str(error)


def _number(form: Mapping[str, str], name: str) -> float:
    text = field(form, name)
    try:
        value = float(text)
        if isfinite(value):
            return value
    except ValueError:
        pass
    raise BadInput(f"{name}: {text[:20]!r} is no number; wanted one such as 0.05")
