"""fal: queue, storage, prices, and media that can be played, as `fal-client` 1.0 asks for them."""

import hashlib
import itertools
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.fal.results import ASPECTS, IMAGE_SIZES, SHORT_SIDES, Job, image, video
from emulators.fal.storage import storage_routes
from emulators.request_log import Refusal, base_of, fault_of

REFUSALS: Mapping[str, Refusal] = {
    "rate_limit": Refusal(429, {"detail": "Too many requests"}),
    "locked": Refusal(403, {"detail": "User is locked. Reason: Exhausted balance."}),
    "request_timeout": Refusal(
        504,
        {"detail": "Request timed out", "error_type": "request_timeout"},
        {"X-Fal-Error-Type": "request_timeout", "x-fal-request-id": "emulated"},
    ),
    "no_runner": Refusal(
        503,
        {"detail": "No runner", "error_type": "runner_scheduling_failure"},
        {"X-Fal-Error-Type": "runner_scheduling_failure", "x-fal-request-id": "emulated"},
    ),
}
PRICES = {
    "fal-ai/wan-25-preview/text-to-video": (0.10, "seconds"),
    "fal-ai/wan/v2.7/text-to-video": (0.10, "seconds"),
    "fal-ai/flux/schnell": (0.003, "megapixels"),
    "fal-ai/flux/dev": (0.025, "megapixels"),
    "fal-ai/flux-2-pro": (0.03, "megapixels"),
}
"""Endpoints there are: unit price in dollars, and the unit."""
POLLS = 2
"""How often a job is asked after before it is done: once in the queue, once in progress."""


class Fal:
    """The vendor's own state: jobs and media by name."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.media: dict[str, tuple[bytes, str]] = {}
        self._numbers = itertools.count(1)

    async def submit(self, request: Request) -> Response:
        """Take a job into the queue; whether its arguments are right is seen later."""
        endpoint = request.path_params["endpoint"]
        if (refusal := _key_fault(request)) is not None:
            return refusal
        if endpoint not in PRICES:
            return Refusal(404, {"detail": f"Application '{endpoint}' not found"}).response({})
        arguments = await request.json()
        number = next(self._numbers)
        job = Job(f"{number:08d}-0000-4000-8000-000000000000", endpoint, arguments)
        fault = fault_of(request, *JOB_FAULTS)
        if fault:
            job.fault, job.options = fault.kind, fault.options
        self.jobs[job.request_id] = job
        request.state.entry.model = endpoint
        request.state.entry.asked = {"request_id": job.request_id, **arguments}
        request.state.entry.bill("job", 1)
        owner = "/".join(endpoint.split("/")[:2])
        base = f"{base_of(request)}/{owner}/requests/{job.request_id}"
        return JSONResponse(
            {
                "request_id": job.request_id,
                "response_url": base,
                "status_url": f"{base}/status",
                "cancel_url": f"{base}/cancel",
                "status": "IN_QUEUE",
                "queue_position": 0,
            },
            headers={"x-fal-request-id": job.request_id},
        )

    async def status(self, request: Request) -> Response:
        """Say how far a job is; each question moves it on."""
        job = self.jobs.get(request.path_params["request_id"])
        if (refusal := _key_fault(request)) is not None:
            return refusal
        if job is None:
            return Refusal(404, {"detail": "Request not found"}).response({})
        job.polls += 1
        wait = int(job.options.get("polls", POLLS))
        if job.polls < wait:
            return JSONResponse({"status": "IN_QUEUE", "queue_position": 1}, 202)
        if job.polls == wait:
            return JSONResponse({"status": "IN_PROGRESS", "logs": None}, 202)
        done: dict[str, Any] = {
            "status": "COMPLETED",
            "logs": None if request.query_params.get("logs") != "true" else [],
            "metrics": {"inference_time": 1.5},
        }
        if job.fault == "completed_error":
            done |= {"error": "Runner died", "error_type": "runner_server_error"}
        if job.fault == "no_logs":
            del done["logs"]
        return JSONResponse(done)

    async def result(self, request: Request) -> Response:
        """Hand out what was made, or say why nothing was."""
        job = self.jobs.get(request.path_params["request_id"])
        if (refusal := _key_fault(request)) is not None:
            return refusal
        if job is None:
            return Refusal(404, {"detail": "Request not found"}).response({})
        headers = {"x-fal-request-id": job.request_id}
        problem = _fault_of_job(job) or _problem(job)
        if problem:
            return problem.response(headers)
        base = base_of(request)
        body, units = await (video if "video" in job.endpoint else image)(self.keep, job, base)
        return JSONResponse(body, headers={**headers, "x-fal-billable-units": f"{units:g}"})

    async def cancel(self, request: Request) -> Response:
        """Take a job out of the queue, if it is not done."""
        job = self.jobs.get(request.path_params["request_id"])
        if job is None:
            return Refusal(404, {"status": "NOT_FOUND"}).response({})
        if job.polls > POLLS:
            return JSONResponse({"status": "ALREADY_COMPLETED"}, 400)
        job.cancelled = True
        return JSONResponse({"status": "CANCELLATION_REQUESTED"}, 202)

    async def file(self, request: Request) -> Response:
        """Send media; nobody asks for a key here."""
        found = self.media.get(request.path_params["name"])
        if found is None or fault_of(request, "expired"):
            return Refusal(404, {"detail": "Not found"}).response({})
        data, kind = found
        if fault_of(request, "cut_short"):
            data = data[: len(data) // 3]
        return Response(data, media_type=kind)

    def keep(self, data: bytes, name: str, kind: str) -> str:
        """Keep media under its content's hash; return its name."""
        name = f"{hashlib.sha256(data).hexdigest()[:16]}_{name}"
        self.media[name] = (data, kind)
        return name


JOB_FAULTS = frozenset(
    [
        "completed_error",
        "no_logs",
        "detail_list",
        "refused",
        "flagged",
        "wrong_length",
        "wrong_size",
        "silent",
        "slow",
    ]
)
"""Faults of a job: they show when its status or result is asked for."""


def app() -> Starlette:
    """Return the vendor; queue, run, REST and CDN are all behind the same address."""
    vendor = Fal()
    return Starlette(
        routes=[
            Route("/v1/models/pricing", _pricing),
            *storage_routes(vendor.keep),
            Route("/files/b/{name}", vendor.file),
            Route("/{owner}/{alias}/requests/{request_id}/status", vendor.status),
            Route("/{owner}/{alias}/requests/{request_id}/cancel", vendor.cancel, methods=["PUT"]),
            Route("/{owner}/{alias}/requests/{request_id}", vendor.result),
            Route("/{endpoint:path}", vendor.submit, methods=["POST"]),
        ]
    )


def _key_fault(request: Request) -> Response | None:
    key = request.headers.get("authorization", "")
    if not key.startswith("Key ") or "wrong" in key:
        return Refusal(401, {"detail": f"Cannot access application: invalid {key}"}).response({})
    return None


async def _pricing(request: Request) -> Response:
    if (refusal := _key_fault(request)) is not None:
        return refusal
    name = request.query_params.get("endpoint_id", "")
    rows = [
        {"endpoint_id": one, "unit_price": price, "unit": unit, "currency": "USD"}
        for one, (price, unit) in PRICES.items()
        if one == name
    ]
    return JSONResponse({"prices": rows})


def _fault_of_job(job: Job) -> Refusal | None:
    if job.fault == "completed_error":
        return Refusal(
            500,
            {"detail": "Runner died", "error_type": "runner_server_error"},
            {"X-Fal-Error-Type": "runner_server_error"},
        )
    if job.fault == "detail_list":
        return _invalid("prompt", "The prompt could not be processed", "value_error")
    if job.fault == "refused":
        return _invalid(
            "prompt", "The content was flagged by a content checker", "content_policy_violation"
        )
    return None


def _invalid(where: str, said: str, kind: str) -> Refusal:
    detail = {
        "loc": ["body", where],
        "msg": said,
        "type": kind,
        "url": f"https://docs.fal.ai/errors/#{kind}",
    }
    return Refusal(422, {"detail": [detail]}, {"X-Fal-Error-Type": kind})


def _problem(job: Job) -> Refusal | None:
    """Return what the model finds wrong with its arguments."""
    given = job.arguments
    prompt = given.get("prompt")
    longest = 5000
    if not isinstance(prompt, str) or not prompt:
        return _invalid("prompt", "Field required", "missing")
    if len(prompt) > longest:
        return _invalid("prompt", f"String should have at most {longest} characters", "too_long")
    if "video" not in job.endpoint:
        size = given.get("image_size", "landscape_4_3")
        fine = size in IMAGE_SIZES if isinstance(size, str) else {"width", "height"} <= set(size)
        return None if fine else _invalid("image_size", "Input should be a size", "enum")
    allowed: dict[str, tuple[Any, ...]] = {
        "aspect_ratio": tuple(ASPECTS),
        "resolution": tuple(SHORT_SIDES),
        "duration": tuple(str(n) for n in range(2, 16)),
    }
    for name, values in allowed.items():
        if name in given and given[name] not in values:
            return _invalid(name, f"Input should be {', '.join(values)}", "literal_error")
    return None
