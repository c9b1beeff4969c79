"""Whether the code location answers: a process that lives may hang all the same."""

from pathlib import Path

ANSWER_SECONDS = 5.0
"""Timeout: after so long without an answer a request is given up."""


def code_answers(socket: Path) -> bool:
    """Return whether the server on this Unix socket says that it serves."""
    # Here, for it takes long to load, and the command line reaches this module.
    import grpc
    from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
    from grpc_health.v1.health_pb2_grpc import HealthStub

    asked = HealthCheckRequest(service="DagsterApi")
    try:
        with grpc.insecure_channel(f"unix:{socket}") as channel:
            said = HealthStub(channel).Check(  # pyright: ignore[reportAttributeAccessIssue]
                asked, timeout=ANSWER_SECONDS
            )
    except grpc.RpcError:
        return False
    return said.status == HealthCheckResponse.SERVING
