"""Ports for servers that a test starts."""

import socket
from contextlib import suppress


def free_port(wanted: int) -> int:
    """Return the wanted port, or the next one on loopback that nobody listens on."""
    for port in range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise OSError(f"no free port from {wanted} to {wanted + 99} on 127.0.0.1")


def answers(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
