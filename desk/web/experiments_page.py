"""The page of experiments: the power shown first, registering a title's, and what each says."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.learning.experiment_power import PowerAsked, power_of
from desk.actions.learning.experiments import Registration, experiments_of, register, stop
from desk.web.forms import field
from desk.web.page import desk_page, person_of
from factory.errors import BadInput, PermanentError
from factory.experiments.conclusion import ArmResult
from factory.experiments.experiment import Arm
from factory.experiments.power import Needed
from wiring.factory import Factory

USUAL = {"video": "", "expected": "0.04", "hoped": "0.05"}


def experiments_page(factory: Factory, request: Request) -> Response:
    """Show every experiment; where the address asks for a power, that first."""
    asked = dict(request.query_params)
    power, why = _power(factory, asked) if "video" in asked else (None, "")
    return desk_page(
        request,
        factory,
        "experiments.html",
        here="analytics",
        found=experiments_of(factory),
        asked={**USUAL, **asked},
        power=power,
        why=why,
        of_arm=of_arm,
    )


def register_one(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Register the experiment of two titles that the form describes."""
    video_id = field(form, "video")
    wanted = Registration(
        experiment_id=field(form, "name").strip(),
        channel=factory.catalogue.briefs.newest(video_id).brief.channel,
        video_id=video_id,
        hypothesis=field(form, "hypothesis").strip() or "it is clicked more often",
        expected=_number(form, "expected"),
        hoped=_number(form, "hoped"),
        others=(Arm(name="other", says=field(form, "title").strip() or "-"),),
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


def of_arm(result: ArmResult) -> str:
    """Return an arm's measure with its interval."""
    if result.value is None:
        return "nothing is known yet"
    if result.low is None or result.high is None:
        return f"{result.value:,.0f} views in the first week"
    return f"{result.value:.2%} ({result.low:.2%} to {result.high:.2%})"


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
        return float(text)
    except ValueError:
        raise BadInput(f"{name}: {text[:20]!r} is no number; wanted one such as 0.05") from None
