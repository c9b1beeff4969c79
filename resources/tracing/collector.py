"""A collector of OpenTelemetry: naming it to the spans of a process, and asking whether it answers."""

import importlib.util
import logging

from factory.errors import FactoryError
from resources.machine.credentials import hidden
from resources.machine.tracing_variables import TracingVariables
from resources.tracing.spans import is_told, tell

SECONDS = 3.0
MISSING = "the packages that send traces are not installed; `make tracing` brings them"


def is_installed() -> bool:
    """Whether what sends spans is there."""
    wanted = ("opentelemetry.sdk.trace", "opentelemetry.exporter.otlp.proto.http")
    try:
        return all(importlib.util.find_spec(name) for name in wanted)
    except ModuleNotFoundError:
        return False


def name_collector(settings: TracingVariables) -> None:
    """Have a collector told of what this process does, where the settings name one."""
    if not settings.otlp_endpoint or is_told():
        return
    if not is_installed():
        logging.getLogger(__name__).warning("no traces are sent, as %s", MISSING)
        return
    from resources.tracing.collector_spans import CollectorSpans

    service, headers = settings.otlp_service, settings.collector_headers
    tell(CollectorSpans(settings.otlp_endpoint, service, headers))


def fault_of(settings: TracingVariables) -> str:
    """Send the collector that the settings name no spans; return why it cannot take any, or nothing."""
    if not is_installed():
        return MISSING
    if not settings.has_only_headers:
        return (
            "not all of OTEL_EXPORTER_OTLP_HEADERS is name=value, with commas between several, and "
            "no other than printable ASCII characters in them once %XX are decoded; such a part is not sent"
        )
    import httpx2  # a command that only tells something is not to wait for it

    from resources.tracing.collector_spans import PATH
    from resources.vendors.transport.guarded import Limits, guarded_client

    url = settings.otlp_endpoint.rstrip("/") + PATH
    headers = {**settings.collector_headers, "content-type": "application/x-protobuf"}
    try:
        with guarded_client(Limits(seconds=SECONDS)) as client:
            answer = client.post(url, content=b"", headers=headers)
    except (httpx2.HTTPError, httpx2.InvalidURL, FactoryError) as error:
        return f"it does not answer: {hidden(error)}"
    return "" if answer.is_success else f"it answers {answer.status_code}"
