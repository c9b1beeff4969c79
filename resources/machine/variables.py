"""Variables: how the factory reads its environment."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Variables(BaseSettings):
    """How variables are read: exact names; what is empty is not set; no value stands in an error."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        case_sensitive=True,
        env_ignore_empty=True,
        populate_by_name=True,
        hide_input_in_errors=True,
    )
