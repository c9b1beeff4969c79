"""The names a door answers to: another Host is a stranger's page that had its name point here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from factory.errors import PermanentError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EVERYWHERE = ("0.0.0.0", "::")
USUAL_PORT = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Names:
    """Each Host that is answered, and the origin that its pages have."""

    origins: Mapping[str, str]

    @classmethod
    def of(cls, port: int, *, listen: str, hosts: Iterable[str], public_url: str) -> Self:
        """Collect them.

        Args:
            port: that the door listens on.
            listen: the address that it listens on.
            hosts: more names, each with its port unless it is this one.
            public_url: the address that a reverse proxy is reached at, or nothing.

        Raises:
            PermanentError: the public address is none.
        """
        bare = [*LOOPBACK, *hosts]
        if listen not in EVERYWHERE:
            bare.append(f"[{listen}]" if ":" in listen else listen)
        origins: dict[str, str] = {}
        for name in bare:
            host = name.lower() if _has_port(name) else f"{name.lower()}:{port}"
            origins[host] = f"http://{host}"
            usual = host.removesuffix(f":{USUAL_PORT['http']}")
            if usual != host:
                origins[usual] = f"http://{usual}"
        if public_url:
            host, origin = _origin(public_url)
            origins[host] = origin
        return cls(origins)

    def secure(self, host: str) -> bool:
        """Whether browsers reach this name by HTTPS alone."""
        return self.origins[host].startswith("https://")


def _has_port(name: str) -> bool:
    return name.rpartition("]")[2].rpartition(":")[2].isdigit() and ":" in name.rpartition("]")[2]


def _origin(public_url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(public_url)
        usual = USUAL_PORT[parts.scheme]
        name, port = parts.hostname, parts.port
    except (ValueError, KeyError) as error:
        raise _no_address(public_url) from error
    if not name or parts.path.strip("/") or parts.query or parts.username is not None:
        raise _no_address(public_url)
    host = f"[{name}]" if ":" in name else name
    host = host if port in (None, usual) else f"{host}:{port}"
    return host, f"{parts.scheme}://{host}"


def _no_address(public_url: str) -> PermanentError:
    return PermanentError(
        f"FACTORY_PUBLIC_URL is {public_url!r}; wanted the address that browsers use, without a "
        "path, such as https://factory.example.org"
    )
