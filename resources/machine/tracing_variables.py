"""The environment variables of traces: whether a collector is told of a video's work. The names are OpenTelemetry's."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from pydantic import Field, SecretStr

from resources.machine.variables import Variables

NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""Of a header, as HTTP has it (RFC 9110, 5.6.2)."""
VALUE: Final = re.compile(r"[\t -~]*")
"""What every client can write: no control characters, and of letters those of ASCII."""
BLANKS: Final = " \t"


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
    otlp_traces_headers: SecretStr | None = Field(
        default=None,
        validation_alias="OTEL_EXPORTER_OTLP_TRACES_HEADERS",
        description="the same, in place of it where both are set",
    )
    otlp_metrics_headers: SecretStr | None = Field(
        default=None,
        validation_alias="OTEL_EXPORTER_OTLP_METRICS_HEADERS",
        description="not used, as no metrics are sent; a secret all the same, handed to no other program",
    )
    otlp_logs_headers: SecretStr | None = Field(
        default=None,
        validation_alias="OTEL_EXPORTER_OTLP_LOGS_HEADERS",
        description="not used, as no logs are sent; a secret all the same, handed to no other program",
    )
    otlp_service: str = Field(
        default="video-factory",
        validation_alias="OTEL_SERVICE_NAME",
        description="as which this factory is listed there; default: `video-factory`",
    )

    @property
    def collector_headers(self) -> Mapping[str, str]:
        """The headers that a collector is shown, by their names; what no client can write is none."""
        found = _headers_of(self._shown)
        return {name.lower(): value for name, value in found if _can_be_sent(name, value)}

    @property
    def has_only_headers(self) -> bool:
        """Whether all that is written there as headers are such."""
        return all(_can_be_sent(name, value) for name, value in _headers_of(self._shown))

    @property
    def header_secrets(self) -> list[str]:
        """Every value of a header that is written somewhere, as it is sent; also of what cannot be."""
        sent, unsent = self.otlp_traces_headers, (self.otlp_metrics_headers, self.otlp_logs_headers)
        every = (self.otlp_headers, sent, *unsent)
        return [value for one in every for _, value in _headers_of(one)]

    @property
    def _shown(self) -> SecretStr | None:
        return self.otlp_traces_headers or self.otlp_headers


def _headers_of(written: SecretStr | None) -> Iterator[tuple[str, str]]:
    """Yield name and value of each part, as they are sent; a part without `=` is a value alone."""
    for part in (written.get_secret_value() if written else "").split(","):
        name, _, value = part.partition("=") if "=" in part else ("", "", part)
        if part.strip():
            yield unquote(name).strip(BLANKS), unquote(value).strip(BLANKS)


def _can_be_sent(name: str, value: str) -> bool:
    return bool(NAME.fullmatch(name) and VALUE.fullmatch(value))
