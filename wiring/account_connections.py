"""Consents that the desk asks people for: to publish on their channels."""

from collections.abc import Sequence

from factory.errors import BadInput
from resources.outlets.consent import Consent, LoopbackAnswer
from resources.outlets.outlet_description import OutletDescription
from resources.provider_register import OUTLETS

__all__ = ["Consent", "LoopbackAnswer", "connectable", "consent_at", "description_of"]


def connectable() -> Sequence[str]:
    """Return the outlets where accounts are connected."""
    return [one.name for one in OUTLETS if one.consent]


def description_of(outlet: str) -> OutletDescription | None:
    """Return what describes an outlet, if it is installed."""
    return next((one for one in OUTLETS if one.name == outlet), None)


def consent_at(outlet: str, redirect: str) -> Consent:
    """Return a new consent to be asked for.

    Args:
        outlet: where.
        redirect: an address of this machine that the browser can be led back to.

    Raises:
        BadInput: no accounts are connected there.
    """
    described = description_of(outlet)
    if described is None or described.consent is None:
        wanted = ", ".join(connectable())
        raise BadInput(f"outlet {outlet!r}: no account is connected there; wanted one of {wanted}")
    return described.consent(redirect)
