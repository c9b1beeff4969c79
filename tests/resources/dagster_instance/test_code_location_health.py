"""Whether the code location answers, asked over its socket as `factory up` and `/readyz` do."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from resources.dagster_instance.code_location_health import code_answers


def test_only_a_server_that_says_it_serves_answers(tmp_path: Path):
    socket = tmp_path / "code.sock"
    assert not code_answers(socket), "nobody there"
    said = health.HealthServicer()
    with ThreadPoolExecutor(1) as threads:
        server = grpc.server(threads)
        health_pb2_grpc.add_HealthServicer_to_server(said, server)
        server.add_insecure_port(f"unix:{socket}")
        server.start()
        try:
            assert not code_answers(socket), "it has not loaded yet"
            said.set("DagsterApi", health_pb2.HealthCheckResponse.SERVING)
            assert code_answers(socket)
        finally:
            server.stop(None).wait()
    assert not code_answers(socket), "gone"
