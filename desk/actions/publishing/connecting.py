"""Connecting an account: a person lets this factory publish on one of their channels."""

import time
from collections.abc import Callable

from desk.actions.acting import acting
from factory.ports import Grant
from factory.records import Payload
from wiring.account_connections import LoopbackAnswer, consent_at, description_of
from wiring.factory import open_factory


class Connected(Payload):
    """An account that is connected."""

    outlet: str
    outlet_title: str
    """What people call it: `YouTube`."""
    account: str
    title: str
    """Of the account, as the platform has it."""
    channel_lines: tuple[str, ...]
    """What the channel file says of the outlet at first, below `account`."""
    channels: tuple[str, ...] = ()
    """Those whose files name the account there already."""


def connect_account(
    outlet: str, show: Callable[[str], None], paste: Callable[[str], str], *, here: bool
) -> Connected:
    """Ask for a consent and keep it.

    Args:
        outlet: where.
        show: brings a page to a person, by its address.
        paste: asks for the address that their browser was led to.
        here: that browser runs on this machine; it is waited for, where the platform leads it here.

    Raises:
        NoAccess: they said no, or a box was not ticked.
    """
    waiting = LoopbackAnswer()
    try:
        consent = consent_at(outlet, waiting.address)
        answer = consent.follow()
        if answer is None:
            show(consent.page)
            led_here = here and consent.redirect.startswith(waiting.address)
            answer = (
                waiting.wait(consent.page, time.monotonic) if led_here else paste(consent.redirect)
            )
    finally:
        waiting.close()
    return _keep(consent.grant(answer, acting()))


def _keep(grant: Grant) -> Connected:
    with open_factory() as factory:
        factory.accounts.grants.connect(grant)
        channels = sorted(
            channel.name
            for channel in factory.channels.all().values()
            if grant.outlet in channel.outlets and channel.account_at(grant.outlet) == grant.account
        )
    described = description_of(grant.outlet)
    return Connected(
        outlet=grant.outlet,
        outlet_title=described.title if described else grant.outlet,
        account=grant.account,
        title=grant.title,
        channel_lines=described.channel_lines if described else (),
        channels=tuple(channels),
    )
