"""Spans for a collector of OpenTelemetry: sent from a thread of their own, by its SDK, over OTLP/HTTP.

Nobody waits for a collector: what it does not take is dropped, after one warning.
"""

import atexit
import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import requests
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import SpanContext, Status, StatusCode, TraceFlags

from resources.tracing.spans import Fact, Span
from resources.tracing.trace_ids import root_of, span_of_run, trace_of

PATH: Final = "/v1/traces"
"""Below the address of a collector: OpenTelemetry Protocol 1.9, OTLP/HTTP."""
EVERY_MS: Final = 1000.0
LAST_SECONDS: Final = 1.0
"""How long the end of a run, and of a process, waits at most for what is not sent yet."""

log = logging.getLogger(__name__)
_given: ContextVar[tuple[int, int] | None] = ContextVar("given", default=None)
"""Trace and span of the next span, where they are not by chance."""


class CollectorSpans:
    """See `resources.tracing.spans.Spans`.

    Args:
        endpoint: of the collector, without a path of its own: `http://collector:4318`.
        service: as which this factory is listed there.
        headers: of every request.
    """

    def __init__(self, endpoint: str, service: str, headers: Mapping[str, str]) -> None:
        # Its words repeat at every batch, and may quote a header that it cannot read.
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
        where = endpoint.rstrip("/") + PATH
        self._exporter = _Exporter(endpoint=where, headers=dict(headers), session=_session())
        self._batches = BatchSpanProcessor(self._exporter, schedule_delay_millis=EVERY_MS)
        provider = TracerProvider(
            sampler=ALWAYS_ON,
            resource=Resource.create({"service.name": service}),
            shutdown_on_exit=False,  # it would wait for a collector that hangs
            id_generator=_Ids(),
        )
        provider.add_span_processor(self._batches)
        self._tracer = provider.get_tracer("video_factory")
        self._runs: dict[str | None, set[str]] = {}
        """The videos of runs that are under way."""
        atexit.register(self.flush)

    def accepted(self, video_id: str, revision: int, began_ns: int) -> None:
        """See `resources.tracing.spans.accepted`."""
        facts: dict[str, Fact] = {"factory.video.id": video_id, "factory.revision": revision}
        if revision > 1:
            below = _below(_remote(trace_of(video_id), root_of(video_id)))
            self._tracer.start_span("brief", below, attributes=facts, start_time=began_ns).end()
            return
        ids = (trace_of(video_id), root_of(video_id))
        with _identified(ids):
            root = self._tracer.start_span(
                "brief", Context(), attributes=facts, start_time=began_ns
            )
        root.end()

    @contextmanager
    def run(self, run_id: str, job: str) -> Iterator[None]:
        """See `resources.tracing.spans.run_of`.

        Its span is current nowhere: Dagster opens and closes it in other places than those between.
        """
        began_ns = time.time_ns()
        videos = self._runs.setdefault(run_id, set())
        try:
            yield
        finally:
            self._runs.pop(run_id, None)
            for video_id in sorted(videos):
                facts: dict[str, Fact] = {"factory.video.id": video_id, "factory.run.id": run_id}
                below = _below(_remote(trace_of(video_id), root_of(video_id)))
                with _identified((trace_of(video_id), span_of_run(run_id))):
                    told = self._tracer.start_span(
                        f"run {job}", below, attributes=facts, start_time=began_ns
                    )
                told.end()
            self.flush()

    @contextmanager
    def span(
        self, name: str, video_id: str | None, run_id: str | None, facts: Mapping[str, Fact]
    ) -> Iterator[Span]:
        """See `resources.tracing.spans.span`."""
        at = trace.get_current_span().get_span_context()
        if video_id and run_id in self._runs:
            self._runs[run_id].add(video_id)
        if video_id and at.trace_id != trace_of(video_id):
            at = _remote(trace_of(video_id), span_of_run(run_id) if run_id else root_of(video_id))
        if not at.is_valid:
            yield _Told(trace.INVALID_SPAN)
            return
        given = {key.replace("_", "."): fact for key, fact in facts.items()}
        told = self._tracer.start_span(name, _below(at), attributes=given)
        with trace.use_span(told, record_exception=False, set_status_on_exception=False):
            try:
                yield _Told(told)
            except BaseException as error:
                _fail(told, error)
                raise
            finally:
                told.end()

    def flush(self) -> None:
        """Hand over what is kept; a collector that does not answer in a second is not waited for."""
        if self._exporter.takes_none:
            return
        sending = threading.Thread(target=self._batches.force_flush, daemon=True)
        sending.start()
        sending.join(LAST_SECONDS)
        if sending.is_alive():
            self._exporter.given_up()


def _session() -> requests.Session:
    """Return what the SDK sends by: of an answer nothing is read but its head, however long it is."""
    session = requests.Session()
    session.stream = True
    session.hooks["response"].append(_let_go)
    return session


def _let_go(answer: requests.Response, **_: object) -> None:
    """Read none of an answer's body, and take one that leads elsewhere for a failure: the SDK would not.

    Raises:
        TooManyRedirects: it leads elsewhere, where nothing is sent.
    """
    answer.close()
    if 300 <= answer.status_code < 400:
        raise requests.TooManyRedirects(f"the collector answered {answer.status_code}")


class _Exporter(OTLPSpanExporter):
    """Sends; remembers whether the collector took what it was sent last."""

    takes_none = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send a batch; one that is not taken is dropped."""
        result = super().export(spans)
        if result is SpanExportResult.SUCCESS:
            self.takes_none = False
        else:
            self.given_up()
        return result

    def given_up(self) -> None:
        """Note that nobody should wait for the collector; say so once."""
        if not self.takes_none:
            log.warning(
                "spans were sent to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names, and it did not "
                "take them; they are dropped until it does. `factory doctor` says what it answers"
            )
        self.takes_none = True


class _Ids(RandomIdGenerator):
    """Identities by chance, but where they are given."""

    def generate_trace_id(self) -> int:
        """Return that of a new trace."""
        given = _given.get()
        return given[0] if given else super().generate_trace_id()

    def generate_span_id(self) -> int:
        """Return that of a new span."""
        given = _given.get()
        return given[1] if given else super().generate_span_id()


class _Told:
    def __init__(self, told: trace.Span) -> None:
        self._told = told

    def note(self, name: str, fact: Fact) -> None:
        self._told.set_attribute(name, fact)


@contextmanager
def _identified(ids: tuple[int, int]) -> Iterator[None]:
    token = _given.set(ids)
    try:
        yield
    finally:
        _given.reset(token)


def _remote(trace_id: int, span_id: int) -> SpanContext:
    """Return a span that another process may have begun."""
    return SpanContext(
        trace_id, span_id, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED)
    )


def _below(at: SpanContext) -> Context:
    return trace.set_span_in_context(trace.NonRecordingSpan(at), Context())


def _fail(told: trace.Span, error: BaseException) -> None:
    """Tell the kind of an error; its words may quote what nobody is to be told."""
    told.set_attribute("error.type", type(error).__name__)
    told.set_status(Status(StatusCode.ERROR))
