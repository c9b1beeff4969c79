"""Forgetting a channel: its consents are given back, and what platforms told of it is deleted."""

from desk.actions.acting import acting
from factory.errors import BadInput, FactoryError
from factory.records import Payload
from wiring.factory import Factory


class ForgottenAccount(Payload):
    """What was deleted of one account of a channel, and what is left: the proof."""

    outlet: str
    account: str
    deleted: dict[str, int]
    left: dict[str, int]
    revoked: bool
    """Whether the platform took the consent back."""
    remark: str = ""
    """What a person should still do."""


def forget_channel(factory: Factory, name: str, sure: str) -> tuple[ForgottenAccount, ...]:
    """Delete what platforms told of a channel; videos, files, charges and decisions stay.

    Args:
        factory: where.
        name: the channel's.
        sure: its name once more.

    Raises:
        BadInput: there is no such channel, the second name is another, or an account is another
            channel's, too; nothing was deleted.
    """
    if sure != name:
        raise BadInput(f"{name} is forgotten only when its name is typed again; found {sure!r}")
    channels = factory.channels.all()
    channel = factory.channels.named(name)
    accounts = {outlet: channel.account_at(outlet) for outlet in channel.outlets}
    accounts = {outlet: account for outlet, account in accounts.items() if account}
    for outlet, account in accounts.items():
        others = [
            c.name for c in channels.values() if c != channel and c.account_at(outlet) == account
        ]
        if others:
            raise BadInput(
                f"{', '.join(others)} publishes at {outlet} {account} too, so nothing was deleted; "
                "give that channel another account, or forget it together by hand"
            )
    if not accounts:
        raise BadInput(f"channel {name} names no account at any platform; nothing is kept of one")
    return tuple(_forget(factory, outlet, account) for outlet, account in accounts.items())


def _forget(factory: Factory, outlet: str, account: str) -> ForgottenAccount:
    platform = factory.outlets.verification(outlet)
    revoked, remark = False, ""
    try:
        if platform:
            platform.revoke(account)
            revoked = True
    except FactoryError as error:
        remark = f"{error}; take the access away yourself in the account's settings"
    told = factory.catalogue.platform_data.forget(outlet, account, acting())
    return ForgottenAccount(
        outlet=outlet,
        account=account,
        deleted=told.deleted,
        left=told.left,
        revoked=revoked,
        remark=remark,
    )
