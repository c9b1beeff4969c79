"""TikTok's Content Posting API for one account, with its consent beside it."""

import json
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.request_log import base_of, fault_of
from emulators.tiktok.answers import REFUSALS, refusal, told
from emulators.tiktok.counts import counted
from emulators.tiktok.oauth import Consents
from emulators.tiktok.posts import Post, Posts

__all__ = ["REFUSALS", "app"]

PRIVACY = ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
CREATOR: dict[str, Any] = {
    "creator_avatar_url": "https://p16-sign.tiktokcdn.com/sandbox.webp",
    "creator_username": "sandbox",
    "creator_nickname": "Sandbox",
    "privacy_level_options": PRIVACY,
    "comment_disabled": False,
    "duet_disabled": True,
    "stitch_disabled": False,
    "max_video_post_duration_sec": 600,
}
MOST_TITLE_UNITS, MOST_IDS = 2200, 20


class TikTok:
    """One account."""

    def __init__(self) -> None:
        self.consents = Consents()
        self.posts = Posts()

    async def user(self, request: Request) -> Response:
        """Tell whose token it is."""
        return told({"user": {"open_id": "", "display_name": "Sandbox", "username": "sandbox"}})

    async def creator(self, request: Request) -> Response:
        """Tell what the creator may choose, which can change from post to post."""
        await request.body()
        changed = fault_of(request, "creator_changed")
        return told({**CREATOR, **(changed.options if changed else {})})

    async def direct(self, request: Request) -> Response:
        """Begin a direct post."""
        body = json.loads(await request.body())
        info = body.get("post_info", {})
        privacy = info.get("privacy_level")
        if privacy not in PRIVACY:
            return refusal("privacy_level_option_mismatch")
        if fault_of(request, "unaudited") and privacy != "SELF_ONLY":
            return refusal("unaudited_client_can_only_post_to_private_accounts")
        if len(str(info.get("title", "")).encode("utf-16-le")) // 2 > MOST_TITLE_UNITS:
            return refusal("invalid_params", "title is too long")
        if info.get("brand_content_toggle") and privacy == "SELF_ONLY":
            return refusal("invalid_params", "branded content cannot be private")
        return self._begun(request, "direct", body)

    async def inbox(self, request: Request) -> Response:
        """Begin what the creator finishes in TikTok's app; nothing but the file is taken."""
        return self._begun(request, "inbox", json.loads(await request.body()))

    def _begun(self, request: Request, route: str, body: dict[str, Any]) -> Response:
        post = self.posts.begin(request, route, body)
        if isinstance(post, str):
            return refusal("invalid_params", post)
        address = f"{base_of(request)}/upload/?upload_id=7{post.key[:6]}&upload_token={post.key}"
        return told({"publish_id": post.publish_id, "upload_url": address})

    async def upload(self, request: Request) -> Response:
        """Take a chunk; its address is its key."""
        data = await request.body()
        if fault_of(request, "upload_expired"):
            return Response(status_code=403)
        key = request.query_params.get("upload_token", "")
        return Response(
            status_code=self.posts.take(key, request.headers.get("content-range", ""), data)
        )

    async def status(self, request: Request) -> Response:
        """Tell how far a post is."""
        post = self.posts.looked_at(json.loads(await request.body()).get("publish_id", ""))
        if post is None or fault_of(request, "forgotten"):
            return refusal("invalid_publish_id")
        return told(
            {
                "status": post.status,
                "fail_reason": post.fail_reason,
                "uploaded_bytes": post.held,
                "publicaly_available_post_id": [int(post.post_id)] if post.post_id else [],
            }
        )

    async def videos(self, request: Request) -> Response:
        """List the account's public posts, newest first."""
        await request.body()
        public = [post for post in self.posts.all.values() if post.post_id]
        return told({"videos": [_listed(post) for post in public[:20]], "has_more": False})

    async def query(self, request: Request) -> Response:
        """Tell what was counted of these videos so far; those that are not there are left out."""
        ids = json.loads(await request.body()).get("filters", {}).get("video_ids") or []
        if not 0 < len(ids) <= MOST_IDS:
            return refusal("invalid_params", f"video_ids: 1 to {MOST_IDS}")
        return told({"videos": counted(request, ids)})

    async def everything(self, request: Request) -> Response:
        """Tell a test what is there."""
        return JSONResponse(
            [
                {
                    "publish_id": post.publish_id,
                    "route": post.route,
                    "info": post.info,
                    "whole": post.held == post.size,
                    "sha256": post.sha256,
                    "status": post.status,
                    "post_id": post.post_id,
                }
                for post in self.posts.all.values()
            ]
        )

    def guarded(self, endpoint: Any) -> Any:
        """Return an endpoint that answers only to who bears a good access token."""

        async def guarded(request: Request) -> Response:
            if not self.consents.holds(request):
                await request.body()
                return refusal("access_token_invalid")
            return await endpoint(request)

        return guarded


def _listed(post: Post) -> dict[str, Any]:
    return {
        "id": post.post_id,
        "title": post.info.get("title", ""),
        "video_description": post.info.get("title", ""),
        "create_time": post.created,
        "share_url": f"https://www.tiktok.com/@sandbox/video/{post.post_id}",
    }


def app() -> Starlette:
    """Return the vendor."""
    here = TikTok()
    guarded, publish = here.guarded, "/v2/post/publish"
    post = ["POST"]
    return Starlette(
        routes=[
            Route("/v2/auth/authorize/", here.consents.page),
            Route("/v2/oauth/token/", here.consents.token, methods=post),
            Route("/v2/oauth/revoke/", here.consents.revoke, methods=post),
            Route("/v2/user/info/", guarded(here.user)),
            Route(f"{publish}/creator_info/query/", guarded(here.creator), methods=post),
            Route(f"{publish}/video/init/", guarded(here.direct), methods=post),
            Route(f"{publish}/inbox/video/init/", guarded(here.inbox), methods=post),
            Route(f"{publish}/status/fetch/", guarded(here.status), methods=post),
            Route("/v2/video/list/", guarded(here.videos), methods=post),
            Route("/v2/video/query/", guarded(here.query), methods=post),
            Route("/upload/", here.upload, methods=["PUT"]),
            Route("/__posts", here.everything),
        ]
    )
