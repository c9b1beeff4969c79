"""The environment variables of messengers: who carries messages, to where, under which key."""

from pydantic import Field, SecretStr

from resources.machine.variables import Variables

SLACK_ADDRESS = "https://slack.com"
DISCORD_ADDRESS = "https://discord.com"


class MessengerVariables(Variables):
    """Slack, Discord and e-mail; each is set up once its first two variables are."""

    slack_bot_token: SecretStr | None = Field(
        default=None,
        validation_alias="SLACK_BOT_TOKEN",
        description=(
            "the bot token of your Slack app (`xoxb-...`, scopes `chat:write`, `files:write`): it asks "
            "for reviews and tells what went wrong ([reviews.md](reviews.md))"
        ),
    )
    slack_conversation: str = Field(
        default="",
        validation_alias="SLACK_CHANNEL",
        description="ID of the Slack conversation that it writes to, such as `C0123456789`",
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        validation_alias="SLACK_SIGNING_SECRET",
        description="the app's signing secret: opens `/chat/slack` to its buttons",
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        validation_alias="SLACK_APP_TOKEN",
        description=(
            "an app-level token (`xapp-...`, `connections:write`): buttons come by Socket Mode, so that "
            "nothing need reach this machine from outside"
        ),
    )
    slack_address: str = Field(
        default=SLACK_ADDRESS,
        validation_alias="SLACK_BASE_URL",
        description=f"where Slack is asked; default: `{SLACK_ADDRESS}`",
        repr=False,
    )
    discord_bot_token: SecretStr | None = Field(
        default=None,
        validation_alias="DISCORD_BOT_TOKEN",
        description="the token of your Discord application's bot ([reviews.md](reviews.md))",
    )
    discord_conversation: str = Field(
        default="",
        validation_alias="DISCORD_CHANNEL",
        description="ID of the Discord channel that it writes to",
    )
    discord_public_key: str = Field(
        default="",
        pattern=r"^([0-9a-fA-F]{64})?$",
        validation_alias="DISCORD_PUBLIC_KEY",
        description="the application's public key, 64 hex digits: opens `/chat/discord` to its buttons",
    )
    discord_address: str = Field(
        default=DISCORD_ADDRESS,
        validation_alias="DISCORD_BASE_URL",
        description=f"where Discord is asked; default: `{DISCORD_ADDRESS}`",
        repr=False,
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        validation_alias="SMTP_URL",
        description=(
            "the mail server, `smtp://user:password@host:587` (STARTTLS) or `smtps://...:465`; a server "
            "on this machine may take mail without either"
        ),
    )
    mail_to: str = Field(
        default="",
        validation_alias="FACTORY_MAIL_TO",
        description="who is written to, addresses with commas between them",
    )
    mail_from: str = Field(
        default="",
        validation_alias="FACTORY_MAIL_FROM",
        description="the sender's address; default: the first of `FACTORY_MAIL_TO`",
    )
    alerts_to: SecretStr | None = Field(
        default=None,
        validation_alias="FACTORY_ALERTS_TO",
        description=(
            "where else alerts are told: addresses of Apprise with spaces between them, such as "
            "`ntfy://topic` or `tgram://bot/chat` ([alerts.md](alerts.md))"
        ),
    )
