"""Provider names: what people call a vendor that a file or a charge names."""

from resources.provider_register import VENDORS


def provider_name(provider: str) -> str:
    """Return what people call a provider: `OpenAI` for `openai`; one that has no title stays as it is."""
    return next((one.title for one in VENDORS if one.name == provider), provider)
