"""The environment variables of traces: whether a collector is told of a video's work. The names are OpenTelemetry's."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from pydantic import Field, SecretStr

from resources.machine.variables import Variables

HEADER: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\s*=[^\r\n]*")
"""A name as HTTP has it (RFC 9110, 5.6.2), and a value."""


class TracingVariables(Variables):
    """Where traces go; nowhere unless the first is set."""

    otlp_endpoint: str = Field(
        default="",
        pattern=r"^(https?://[^\s?#@]+)?$",
        validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description=(
            "a collector of OpenTelemetry, such as `http://collector:4318`: it is told of every video's "
            "work ([monitoring.md](monitoring.md#traces)); unset, nobody is"
        ),
    )
    otlp_headers: SecretStr | None = Field(
        default=None,
        validation_alias="OTEL_EXPORTER_OTLP_HEADERS",
        description="what it is shown: `authorization=Bearer%20...`, with commas between several",
    )
    otlp_service: str = Field(
        default="video-factory",
        validation_alias="OTEL_SERVICE_NAME",
        description="as which this factory is listed there; default: `video-factory`",
    )

    @property
    def collector_headers(self) -> Mapping[str, str]:
        """The headers that a collector is shown, by their names; what is no `name=value` is none."""
        found = (part.partition("=") for part in self._header_parts)
        return {unquote(n).strip().lower(): unquote(value).strip() for n, _, value in found}

    @property
    def has_only_headers(self) -> bool:
        """Whether all that is written there as headers are such."""
        return len(self._written) == len(self._header_parts)

    @property
    def _written(self) -> list[str]:
        written = self.otlp_headers.get_secret_value() if self.otlp_headers else ""
        return [part.strip() for part in written.split(",") if part.strip()]

    @property
    def _header_parts(self) -> list[str]:
        return [part for part in self._written if HEADER.fullmatch(part)]
