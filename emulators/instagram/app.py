"""Instagram's content publishing, of the Graph API, for one professional account behind a Page."""

from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.instagram.answers import REFUSALS, UNKNOWN, refusal
from emulators.instagram.containers import POSTS_A_DAY, Containers, created_of
from emulators.instagram.insights import METRICS, insights
from emulators.instagram.oauth import ACCOUNT, Consents, holds
from emulators.request_log import base_of, fault_of

__all__ = ["REFUSALS", "app"]


class Instagram:
    """One account."""

    def __init__(self) -> None:
        self.consents = Consents()
        self.containers = Containers()

    async def media(self, request: Request) -> Response:
        """List posts, newest first; or begin a container."""
        if not holds(request):
            return refusal(190, words="Invalid OAuth access token")
        if request.method == "GET":
            listed = [one.told for one in self.containers.published[:25]]
            return JSONResponse({"data": listed})
        asked = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        container = self.containers.begin(request, asked)
        if isinstance(container, str):
            return refusal(100, 2207010, container)
        uri = f"{base_of(request)}/ig-api-upload/v25.0/{container.id}"
        return JSONResponse({"id": container.id, "uri": uri})

    async def upload(self, request: Request) -> Response:
        """Take the file, from the byte that is told."""
        data = await request.body()
        container = self.containers.all.get(request.path_params["container"])
        if not holds(request, "OAuth") or container is None:
            return _upload_failed("NotAuthorizedError", retriable=False)
        offset = int(request.headers.get("offset", -1))
        size = int(request.headers.get("file_size", 0))
        if fault_of(request, "short"):
            container.take(offset, size, data[: len(data) // 2])
            return _upload_failed("ProcessingFailedError", retriable=True)
        wrong = container.take(offset, size, data)
        if wrong:
            return _upload_failed(wrong, retriable=True)
        return JSONResponse({"success": True, "message": "Upload successful."})

    async def one(self, request: Request) -> Response:
        """Tell of the account, of a container, or of a post."""
        if not holds(request):
            return refusal(190, words="Invalid OAuth access token")
        key = request.path_params["key"]
        if key == ACCOUNT:
            return JSONResponse({"id": ACCOUNT})
        container = self.containers.all.get(key)
        if container and not fault_of(request, "forgotten"):
            if fault_of(request, "expire"):
                container.expired = True
            state = container.looked_at()
            phase = {
                "status": "complete" if container.whole else "in_progress",
                "bytes_transferred": container.size if container.whole else len(container.held),
            }
            told: dict[str, Any] = {"status_code": state, "status": container.error or state}
            told |= {"video_status": {"uploading_phase": phase}, "id": key}
            return JSONResponse(told)
        post = self.containers.post(key)
        return refusal(*UNKNOWN) if post is None else JSONResponse(post.told)

    async def delete(self, request: Request) -> Response:
        """Delete a post, for good."""
        if not holds(request):
            return refusal(190, words="Invalid OAuth access token")
        if fault_of(request, "no_delete_permission"):
            return refusal(200, words="(#200) Requires instagram_manage_contents permission")
        key = request.path_params["key"]
        post = self.containers.post(key)
        if post is None:
            return refusal(*UNKNOWN)
        del self.containers.all[post.id]
        return JSONResponse({"success": True, "deleted_id": key})

    async def insights(self, request: Request) -> Response:
        """Tell what was counted of a post so far."""
        if not holds(request):
            return refusal(190, words="Invalid OAuth access token")
        media = request.path_params["key"]
        created = created_of(media)
        if created is None or fault_of(request, "missing_media"):
            return refusal(*UNKNOWN)
        asked = request.query_params.get("metric", "").split(",")
        if not set(asked) <= set(METRICS):
            return refusal(100, words=f"metric[0] must be one of {', '.join(METRICS)}")
        return JSONResponse({"data": insights(request, media, created, asked)})

    async def publish(self, request: Request) -> Response:
        """Make a container a post, once."""
        if not holds(request):
            return refusal(190, words="Invalid OAuth access token")
        asked = dict(parse_qsl((await request.body()).decode()))
        container = self.containers.all.get(asked.get("creation_id", ""))
        if container is None:
            return refusal(*UNKNOWN)
        if container.media:
            # What Instagram says of a container that is out already, as if it were not.
            return refusal(4, 2207051, "Application request limit reached")
        if container.looked_at() != "FINISHED":
            return refusal(9007, 2207027, "The media is not ready to be published")
        self.containers.publish(request, container)
        return JSONResponse({"id": container.media})

    async def limit(self, request: Request) -> Response:
        """Tell how much the account may publish, and has."""
        if not holds(request):
            return refusal(190, words="Invalid OAuth access token")
        used = POSTS_A_DAY if fault_of(request, "used_up") else 1
        config = {"quota_total": POSTS_A_DAY, "quota_duration": 86_400}
        return JSONResponse({"data": [{"config": config, "quota_usage": used}]})

    async def everything(self, request: Request) -> Response:
        """Tell a test what is there."""
        return JSONResponse(
            [
                {"sha256": one.sha256, "asked": one.asked, "media": one.media, "id": one.id}
                for one in self.containers.all.values()
            ]
        )


def _upload_failed(kind: str, *, retriable: bool) -> Response:
    told = {"retriable": retriable, "type": kind, "message": f"emulated: {kind}"}
    return JSONResponse({"debug_info": told}, 400)


def app() -> Starlette:
    """Return the vendor."""
    here = Instagram()
    graph, account = "/v25.0", f"/v25.0/{ACCOUNT}"
    return Starlette(
        routes=[
            Route(f"{graph}/dialog/oauth", here.consents.page),
            Route(f"{graph}/oauth/access_token", here.consents.token),
            Route(f"{graph}/me/accounts", here.consents.pages),
            Route(f"{account}/media", here.media, methods=["GET", "POST"]),
            Route(f"{account}/media_publish", here.publish, methods=["POST"]),
            Route(f"{account}/content_publishing_limit", here.limit),
            Route(f"{graph}/{{key}}/insights", here.insights),
            Route(f"{graph}/{{key}}", here.one),
            Route(f"{graph}/{{key}}", here.delete, methods=["DELETE"]),
            Route("/ig-api-upload/v25.0/{container}", here.upload, methods=["POST"]),
            Route("/__media", here.everything),
        ]
    )
