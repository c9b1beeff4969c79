"""Messengers as they are asked for: those whose key and conversation are set."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from pydantic import SecretStr

from factory.channel.review_settings import Reviewing
from factory.errors import NoAccess
from factory.messages.click import Click, Reply
from factory.messages.message import MESSENGERS, MessengerName
from factory.ports import ChatAccounts, ClickDoor, Messenger
from resources.machine.environment_variables import Settings
from resources.messengers.alert_services import AlertServices, conversation_of

if TYPE_CHECKING:
    from resources.messengers.discord.messenger import DiscordMessenger
    from resources.messengers.slack.messenger import SlackMessenger

VARIABLES: Mapping[MessengerName, str] = {
    "slack": "SLACK_BOT_TOKEN",
    "discord": "DISCORD_BOT_TOKEN",
    "email": "SMTP_URL",
    "apprise": "FACTORY_ALERTS_TO",
}


class InstalledMessengers:
    """See `factory.ports.Messengers`; nothing is imported or connected before it is asked for.

    Args:
        settings: keys, addresses, conversations.
        accounts: whose accounts at messengers are known.
        desk: returns the desk's address; empty where nobody knows it.
    """

    def __init__(self, settings: Settings, accounts: ChatAccounts, desk: Callable[[], str]) -> None:
        self._settings, self._accounts, self._desk = settings, accounts, desk
        self._opened: dict[MessengerName, Messenger] = {}

    def conversations(self, reviewing: Reviewing | None) -> list[tuple[MessengerName, str]]:
        """See `factory.ports.Messengers.conversations`."""
        own, named = self._settings, reviewing or Reviewing()
        wanted: Mapping[MessengerName, str] = {
            "slack": named.slack or own.slack_conversation,
            "discord": named.discord or own.discord_conversation,
            "email": ",".join(named.email) or own.mail_to,
        }
        return [(one, wanted[one].strip()) for one in MESSENGERS if self._key(one) and wanted[one]]

    def alerted(self) -> list[tuple[MessengerName, str]]:
        """See `factory.ports.Messengers.alerted`."""
        services = _given(self._settings.alerts_to).split()
        others: list[tuple[MessengerName, str]] = [
            ("apprise", conversation_of(one)) for one in services
        ]
        return [*self.conversations(None), *others]

    def messenger(self, name: MessengerName) -> Messenger:
        """See `factory.ports.Messengers.messenger`."""
        if name not in self._opened:
            self._opened[name] = self._open(name)
        return self._opened[name]

    def door(self, name: MessengerName) -> ClickDoor:
        """Return where a messenger's clicks come in.

        Raises:
            NoAccess: it is not set up, or sends none.
        """
        own = self._settings
        if name == "slack":
            from resources.messengers.slack.door import SlackDoor

            return SlackDoor(self._slack(), _given(own.slack_signing_secret))
        if name == "discord":
            from resources.messengers.discord.door import DiscordDoor

            return DiscordDoor(self._discord(), own.discord_public_key)
        raise NoAccess(f"nothing comes in by {name}")

    def slack_socket(
        self, token: str, take: Callable[[Click], Reply], log: Callable[[str], None]
    ) -> AbstractContextManager[None]:
        """Take Slack's clicks by Socket Mode until the block ends."""
        from resources.messengers.slack.socket_mode import socket_mode

        return socket_mode(self._settings.slack_address.rstrip("/"), token, take, log)

    @property
    def slack_app_token(self) -> str:
        """The key of Socket Mode; empty where it is not wanted."""
        return _given(self._settings.slack_app_token) if self._key("slack") else ""

    def _key(self, name: MessengerName) -> str:
        own = self._settings
        keys: Mapping[MessengerName, SecretStr | None] = {
            "slack": own.slack_bot_token,
            "discord": own.discord_bot_token,
            "email": own.smtp_url,
            "apprise": own.alerts_to,
        }
        return _given(keys[name])

    def _wanted(self, name: MessengerName) -> str:
        key = self._key(name)
        if not key:
            raise NoAccess(f"{name} carries no message, as {VARIABLES[name]} is not set")
        return key

    def _members(self, name: MessengerName) -> Callable[[Sequence[str]], Sequence[str]]:
        return partial(self._accounts.addresses, messenger=name)

    def _open(self, name: MessengerName) -> Messenger:
        if name == "slack":
            return self._slack()
        if name == "discord":
            return self._discord()
        if name == "apprise":
            return AlertServices(self._wanted(name), self._desk)
        from resources.messengers.email.messenger import EmailMessenger

        own = self._settings
        sender = own.mail_from or own.mail_to.partition(",")[0].strip()
        return EmailMessenger(self._wanted(name), sender, self._desk, self._members(name))

    def _slack(self) -> "SlackMessenger":
        from resources.messengers.slack.messenger import SlackMessenger

        address, token = self._settings.slack_address.rstrip("/"), self._wanted("slack")
        return SlackMessenger(address, token, self._desk, self._members("slack"))

    def _discord(self) -> "DiscordMessenger":
        from resources.messengers.discord.messenger import DiscordMessenger

        address, token = self._settings.discord_address.rstrip("/"), self._wanted("discord")
        return DiscordMessenger(address, token, self._desk, self._members("discord"))


def _given(secret: SecretStr | None) -> str:
    return secret.get_secret_value().strip() if secret else ""
