"""Chat accounts: who of the factory somebody in Slack or Discord is."""

from collections.abc import Sequence

from desk.actions.chat_decisions import chat_accounts, link_account, unlink_account
from desk.api.protocol.action import Action, Call, NoInput
from factory.people.chat_account import ChatAccount
from factory.records import Payload


class ChatAccounts(Payload):
    """Who somebody in Slack or Discord is."""

    accounts: Sequence[ChatAccount]


class AccountAsked(Payload):
    """Somebody of the factory, and who they are in a chat."""

    name: str
    account: str
    """The member's ID, such as `slack:U0123456789`."""


class OneAccount(Payload):
    """An account, such as `slack:U0123456789`."""

    account: str


def _accounts(call: Call, asked: NoInput) -> ChatAccounts:
    return ChatAccounts(accounts=chat_accounts())


def _link(call: Call, asked: AccountAsked) -> ChatAccount:
    return link_account(asked.name, asked.account)


def _unlink(call: Call, asked: OneAccount) -> OneAccount:
    unlink_account(asked.account)
    return asked


ACTIONS = (
    Action(
        name="list_chat_accounts",
        method="GET",
        path="/chat-accounts",
        role="admin",
        about="List who of the factory somebody in Slack or Discord is.",
        answers=ChatAccounts,
        do=_accounts,
        tool=False,
        commands=("people chat",),
    ),
    Action(
        name="link_chat_account",
        method="POST",
        path="/chat-accounts",
        role="admin",
        about="Say who of the factory an account in Slack or Discord is: it decides in their name.",
        asks=AccountAsked,
        answers=ChatAccount,
        do=_link,
        example={"name": "Ada", "account": "slack:U0123456789"},
        status=201,
        tool=False,
    ),
    Action(
        name="unlink_chat_account",
        method="DELETE",
        path="/chat-accounts/{account}",
        role="admin",
        about="Forget who an account is: it decides nothing from then on.",
        asks=OneAccount,
        answers=OneAccount,
        do=_unlink,
        example={"account": "slack:U0123456789"},
        tool=False,
    ),
)
