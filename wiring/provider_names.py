"""Provider names, for the desk: what people call a vendor that a file or a charge names."""

from resources.provider_register import provider_name

__all__ = ["provider_name"]
