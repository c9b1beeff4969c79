"""Messages in Slack: posted once by `chat.postMessage`, changed by `chat.update`."""

from collections.abc import Callable, Sequence
from functools import cached_property

from slack_sdk import WebClient

from factory.errors import PermanentError, TransientError
from factory.messages.message import Message
from resources.messengers.slack.blocks import blocks, fallback
from resources.messengers.slack.client import said, web_client


class SlackMessenger:
    """See `factory.ports.Messenger`.

    Args:
        address: where Slack is asked.
        token: the bot's.
        desk: returns the desk's address; empty where nobody knows it.
        members: returns the IDs of people of the factory, as far as they are known.
    """

    def __init__(
        self,
        address: str,
        token: str,
        desk: Callable[[], str],
        members: Callable[[Sequence[str]], Sequence[str]],
    ) -> None:
        self._address, self._token = address, token
        self._desk, self._members = desk, members

    @cached_property
    def client(self) -> WebClient:
        """The client, made when it is first needed."""
        return web_client(self._address, self._token)

    def send(self, message: Message, conversation: str, picture: bytes | None) -> str:
        """See `factory.ports.Messenger.send`; a picture that Slack does not take is left out."""
        file = self._uploaded(message, picture) if picture else ""
        try:
            return self._post(message, conversation, file)
        except PermanentError:
            if not file:
                raise
        return self._post(message, conversation, "")

    def change(self, message: Message, conversation: str, sent_as: str) -> None:
        """See `factory.ports.Messenger.change`."""
        with said(f"change the message about {message.title!r}"):
            self.client.chat_update(
                channel=conversation,
                ts=sent_as,
                text=fallback(message),
                blocks=self._blocks(message, ""),
            )

    def tell_alone(self, conversation: str, account: str, words: str) -> None:
        """Tell one member something that nobody else sees."""
        with said("tell somebody what came of a click"):
            self.client.chat_postEphemeral(channel=conversation, user=account, text=words)

    def _post(self, message: Message, conversation: str, file: str) -> str:
        with said(f"send the message about {message.title!r}"):
            answer = self.client.chat_postMessage(
                channel=conversation,
                text=fallback(message),
                blocks=self._blocks(message, file),
                unfurl_links=False,
                unfurl_media=False,
            )
            return str(answer["ts"])

    def _blocks(self, message: Message, file: str) -> list[dict[str, object]]:
        members = tuple(self._members(message.calls)) if message.calls else ()
        return blocks(message, self._desk(), members, file)

    def _uploaded(self, message: Message, picture: bytes) -> str:
        """Return the ID of a picture that Slack holds; empty where it takes none just now."""
        try:
            with said("upload the poster"):
                answer = self.client.files_upload_v2(
                    filename="poster.jpg", content=picture, title=message.title[:200]
                )
                return str((answer["files"] or [{}])[0].get("id", ""))
        except (PermanentError, TransientError):
            return ""  # the question matters more than its picture
