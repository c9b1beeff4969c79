"""Spans reach a collector with kinds and costs, never with words; whoever does not answer is not waited for."""

import logging
from collections.abc import Iterator
from contextvars import copy_context

import pytest

from resources.machine.environment_variables import Settings
from resources.tracing.collector import fault_of
from resources.tracing.collector_spans import CollectorSpans
from resources.tracing.spans import Spans, is_told
from resources.tracing.trace_ids import root_of, span_of_run, trace_of
from tests.fakes.free_ports import free_port
from tests.fakes.trace_collector import TraceCollector, facts_of, trace_collector

RUN = "0b6f6a0e-0000-4000-8000-000000000001"


@pytest.fixture
def collector() -> Iterator[TraceCollector]:
    with trace_collector() as collector:
        yield collector


@pytest.fixture
def spans(collector: TraceCollector) -> CollectorSpans:
    return CollectorSpans(collector.address, "a-factory", {"x-key": "planted7Q3xW9"})


def test_nobody_is_told_unless_a_collector_is_named():
    assert not is_told()


def test_two_processes_write_into_one_trace_without_handing_anything_on(
    spans: CollectorSpans, collector: TraceCollector
):
    other = CollectorSpans(collector.address, "a-factory", {})
    spans.accepted("a-video", 1, 10**18)
    with other.run(RUN, "plan"), other.span("stage audio", "a-video", RUN, {}):
        pass
    spans.flush()
    found = {one.name: one for one in collector.spans()}
    assert {one.trace_id for one in found.values()} == {trace_of("a-video").to_bytes(16)}
    assert found["brief"].span_id == root_of("a-video").to_bytes(8)
    assert found["run plan"].parent_span_id == found["brief"].span_id
    assert found["run plan"].span_id == span_of_run(RUN).to_bytes(8)
    assert found["stage audio"].parent_span_id == found["run plan"].span_id


def test_an_error_is_told_by_its_kind_alone(spans: CollectorSpans, collector: TraceCollector):
    with pytest.raises(ValueError), spans.span("unit speech", "a-video", None, {}):
        raise ValueError("the words of sentence 3")
    spans.flush()
    (told,) = collector.spans()
    assert facts_of(told) == {"error.type": "ValueError"}
    assert (told.status.code, told.status.message) == (2, "")
    assert b"sentence 3" not in collector.said()


def test_what_is_asked_outside_of_any_video_is_not_told(
    spans: CollectorSpans, collector: TraceCollector
):
    with spans.span("GET", None, None, {"server_address": "example.org"}):
        pass
    with spans.span("stage audio", "a-video", None, {}):
        inside = copy_context()
    inside.run(_asked, spans)
    spans.flush()
    found = {one.name: one for one in collector.spans()}
    assert set(found) == {"stage audio", "POST"}
    assert found["POST"].parent_span_id == found["stage audio"].span_id
    assert facts_of(found["POST"]) == {
        "server.address": "example.org",
        "http.response.status_code": 200,
    }


def _asked(spans: Spans) -> None:
    with spans.span("POST", None, None, {"server_address": "example.org"}) as told:
        told.note("http.response.status_code", 200)


def test_a_collector_that_hangs_is_not_waited_for(spans: CollectorSpans, collector: TraceCollector):
    collector.hangs = True
    with spans.run(RUN, "plan"), spans.span("stage audio", "a-video", RUN, {}):
        pass
    assert collector.came.is_set()
    spans.flush()
    assert collector.answered == 0


def test_a_collector_that_refuses_is_named_once_and_its_headers_never(
    spans: CollectorSpans, collector: TraceCollector, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    collector.status = 400
    for _ in range(3):
        with spans.run(RUN, "plan"), spans.span("stage audio", "a-video", RUN, {}):
            pass
    assert collector.answered >= 1
    assert caplog.text.count("OTEL_EXPORTER_OTLP_ENDPOINT") == 1
    assert "planted7Q3xW9" not in caplog.text + str([one.__dict__ for one in caplog.records])


def test_doctor_hears_whether_the_collector_answers(
    collector: TraceCollector, monkeypatch: pytest.MonkeyPatch
):
    def asked(endpoint: str) -> str:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-key=planted%207")
        return fault_of(Settings.from_env())

    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "planted7Q3xW9, x=y")
    assert Settings.from_env().collector_headers == {"x": "y"}
    fault = fault_of(Settings.from_env())
    assert "OTEL_EXPORTER_OTLP_HEADERS" in fault
    assert "planted7Q3xW9" not in fault
    assert asked(collector.address) == ""
    assert collector.headers[-1]["x-key"] == "planted 7"
    assert collector.spans() == []
    collector.status = 401
    assert asked(f"{collector.address}/") == "it answers 401"
    assert "does not answer" in asked(f"http://127.0.0.1:{free_port(24_000)}")


def test_of_an_answer_that_is_long_nothing_is_read_and_one_that_leads_elsewhere_takes_nothing(
    spans: CollectorSpans, collector: TraceCollector, caplog: pytest.LogCaptureFixture
):
    collector.body_bytes = 256 << 20
    spans.accepted("a-video", 1, 10**18)
    spans.flush()
    assert collector.answered == 1
    assert collector.sent_bytes < collector.body_bytes
    assert caplog.text == ""
    collector.status, collector.body_bytes = 307, 0
    collector.location = f"http://127.0.0.1:{free_port(24_000)}/v1/traces"
    spans.accepted("another", 1, 10**18)
    spans.flush()
    assert "did not take them" in caplog.text


@pytest.mark.parametrize(
    "odd", ["%0Aplanted", "%00planted", "g%C3%A9planted", "%E2%80%AEplanted", "x%20y=planted"]
)
def test_a_header_that_no_client_can_write_is_not_sent_and_its_value_not_told(
    collector: TraceCollector, monkeypatch: pytest.MonkeyPatch, odd: str
):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-key=overridden")
    written = odd if "=" in odd else f"authorization=Bearer%20{odd}"
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_HEADERS", f"{written},x=y")
    settings = Settings.from_env()
    assert settings.collector_headers == {"x": "y"}
    fault = fault_of(settings)
    assert "OTEL_EXPORTER_OTLP_HEADERS" in fault
    assert "planted" not in fault
    assert any("planted" in one for one in settings.secrets)
