"""Connecting an account: a person lets this factory publish on one of their channels."""

import time
from collections.abc import Callable

from desk.actions.acting import acting
from factory.ports import Grant
from factory.records import Payload
from wiring.consents import LoopbackAnswer, YouTubeConsent
from wiring.factory import open_factory


class Connected(Payload):
    """An account that is connected."""

    outlet: str
    account: str
    title: str


def connect_youtube(
    show: Callable[[str], None], paste: Callable[[str], str] | None = None
) -> Connected:
    """Ask for a consent and keep it.

    Args:
        show: brings a page to a person, by its address.
        paste: asks for the address that their browser was led to; None where that browser runs on
            this machine and is waited for.

    Raises:
        NoAccess: they said no, or a box was not ticked.
    """
    waiting = LoopbackAnswer()
    try:
        consent = YouTubeConsent(waiting.address)
        answer = consent.follow()
        if answer is None:
            show(consent.page)
            answer = paste(waiting.address) if paste else waiting.wait(time.monotonic)
    finally:
        waiting.close()
    return _keep(consent.grant(answer, acting()))


def _keep(grant: Grant) -> Connected:
    with open_factory() as factory:
        factory.accounts.grants.connect(grant)
    return Connected(outlet=grant.outlet, account=grant.account, title=grant.title)
