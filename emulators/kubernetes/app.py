"""The part of Kubernetes' API that starts jobs: create, get, list, delete, and pods; as JSON.

It starts processes for whoever has its token, so it is not among the emulators that `make sandbox` serves.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.kubernetes.cluster import Cluster, Rejected

JOBS = "/apis/batch/v1/namespaces/{namespace}/jobs"
PODS = "/api/v1/namespaces/{namespace}/pods"
Handler = Callable[[Request], Awaitable[Response]]


def cluster_app(cluster: Cluster, namespace: str) -> Starlette:
    """Return the API of one cluster; only its namespace is allowed."""

    def create(request: Request, body: Any) -> Any:
        return cluster.create(body)

    def get(request: Request, body: Any) -> Any:
        return cluster.job(request.path_params["name"]).described()

    def delete(request: Request, body: Any) -> Any:
        cluster.delete(request.path_params["name"])
        return {"kind": "Status", "status": "Success"}

    def jobs(request: Request, body: Any) -> Any:
        for job in cluster.jobs.values():
            job.look_after()
        return {"kind": "JobList", "items": _selected(request, cluster.jobs.values())}

    def pods(request: Request, body: Any) -> Any:
        return {"kind": "PodList", "items": _selected(request, cluster.pods())}

    def answering(do: Callable[[Request, Any], Any]) -> Handler:
        def answer(request: Request, body: Any) -> Response:
            with cluster.lock:
                return _answer(cluster, namespace, request, lambda: do(request, body))

        async def handle(request: Request) -> Response:
            body = await request.json() if request.method == "POST" else None
            return await run_in_threadpool(answer, request, body)

        return handle

    return Starlette(
        routes=[
            Route(JOBS, answering(create), methods=["POST"]),
            Route(JOBS, answering(jobs), methods=["GET"]),
            Route(JOBS + "/{name}", answering(get), methods=["GET"]),
            Route(JOBS + "/{name}", answering(delete), methods=["DELETE"]),
            Route(PODS, answering(pods), methods=["GET"]),
        ]
    )


def _answer(cluster: Cluster, namespace: str, request: Request, do: Callable[[], Any]) -> Response:
    method, path = request.method, request.url.path
    cluster.asked.append((method, path))
    try:
        if request.headers.get("Authorization") != f"Bearer {cluster.token}":
            raise Rejected(401, "Unauthorized", "Unauthorized")
        if request.path_params["namespace"] != namespace:
            raise Rejected(
                403, "Forbidden", f"{path} is forbidden: no role of this account allows it"
            )
        fault = next((one for one in cluster.faults if one.method == method), None)
        if fault:
            cluster.faults.remove(fault)
            if fault.after_it_was_done:
                do()
            words = f"the server answered with {fault.code} on purpose"
            raise Rejected(fault.code, "Ordered", words, after=fault.retry_after_seconds)
        return JSONResponse(do(), 201 if method == "POST" else 200)
    except Rejected as error:
        after = error.retry_after_seconds
        status = {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": error.code}
        return JSONResponse(
            {**status, "reason": error.reason, "message": str(error)},
            error.code,
            {"Retry-After": f"{after:g}"} if after else None,
        )


def _selected(request: Request, found: Iterable[Any]) -> list[Any]:
    """Return those whose labels are the ones asked for: `a=b,c=d`."""
    asked = request.query_params.get("labelSelector", "")
    wanted = dict(one.split("=", 1) for one in asked.split(",") if one)
    told = [one.described() for one in found]
    return [one for one in told if wanted.items() <= one["metadata"].get("labels", {}).items()]
