"""The way back: a link to the desk on Dagster's own pages, which know of no other site."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LINK = (
    b'<a href="/" style="position:fixed;left:10px;bottom:2px;z-index:20;padding:2px 6px;'
    b'font:600 12px/18px sans-serif;color:#737986">&larr; Desk</a>'
)
"""It stands under Dagster's navigation, folded or not; its colour is read on light and on dark."""
END = b"</body>"


def with_way_back(app: ASGIApp) -> ASGIApp:
    """Return an app whose pages lead back to the desk."""

    async def linked(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            send = _Linking(send).send
        await app(scope, receive, send)

    return linked


class _Linking:
    """Sends an answer on; of a page, the link before its end."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._page = b""

    async def send(self, message: Message) -> None:
        """Send a part of the answer; a page's begins when all of it is there."""
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._page += message.get("body", b"")
            if not message.get("more_body"):
                await self._whole(self._start)

    async def _whole(self, start: Message) -> None:
        body = self._page.replace(END, LINK + END, 1)
        kept = [(name, value) for name, value in start["headers"] if name != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await self._send({**start, "headers": [*kept, length]})
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    headers = dict(start["headers"])
    return headers.get(b"content-type", b"").startswith(b"text/html")
