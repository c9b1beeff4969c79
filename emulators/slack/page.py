"""The page of an emulated Slack: messages as they stand there, with buttons that can be pressed."""

from html import escape, unescape
from typing import Any

from starlette.responses import HTMLResponse

from emulators.slack.workspace import Workspace

STYLE = """
body{font:15px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1d1c1d}
article{border-left:4px solid #ddd;margin:1rem 0;padding:.2rem 1rem;white-space:pre-line}
h3{margin:.2rem 0} img{max-width:20rem;display:block;border-radius:.4rem} form{display:inline}
button,textarea{font:inherit} small{color:#616061}
"""


def page(workspace: Workspace) -> HTMLResponse:
    """Return the page."""
    shown = [
        _message(channel, ts, said["blocks"])
        for (channel, ts), said in reversed(workspace.messages.items())
    ]
    alone = "".join(
        f"<p><small>Only you: {_plain(one['text'])}</small></p>" for one in workspace.alone
    )
    forms = "".join(_form(name, view) for name, view in workspace.views.items())
    head = "<h1>#reviews <small>EMULATED Slack</small></h1>"
    body = "".join(shown) or "<p>Nothing was written here yet.</p>"
    return HTMLResponse(
        f"<!doctype html><meta charset=utf-8><title>Emulated Slack</title><style>{STYLE}</style>"
        f"{head}{forms}{alone}{body}"
    )


def _message(channel: str, ts: str, blocks: list[dict[str, Any]]) -> str:
    return f"<article>{''.join(_block(channel, ts, block) for block in blocks)}</article>"


def _block(channel: str, ts: str, block: dict[str, Any]) -> str:
    if block["type"] == "header":
        return f"<h3>{escape(block['text']['text'])}</h3>"
    if block["type"] == "section":
        return f"<p>{_plain(block['text']['text'])}</p>"
    if block["type"] == "image":
        return f'<img src="file/{escape(block["slack_file"]["id"])}" alt="{escape(block["alt_text"])}">'
    return "".join(_button(channel, ts, one) for one in block["elements"])


def _button(channel: str, ts: str, button: dict[str, Any]) -> str:
    word = escape(button["text"]["text"])
    if "url" in button:
        return f'<a href="{escape(button["url"])}">{word}</a>'
    kept = {"channel": channel, "ts": ts, "action_id": button["action_id"]}
    hidden = "".join(f'<input type=hidden name={k} value="{escape(v)}">' for k, v in kept.items())
    return f'<form method=post action="__press">{hidden}<button>{word}</button></form> '


def _form(name: str, view: dict[str, Any]) -> str:
    return (
        f'<form method=post action="__submit"><h3>{escape(view["title"]["text"])}</h3>'
        f'<input type=hidden name=view value="{escape(name)}"><textarea name=note required></textarea>'
        f"<button>{escape(view['submit']['text'])}</button></form>"
    )


def _plain(words: str) -> str:
    return escape(unescape(words))
