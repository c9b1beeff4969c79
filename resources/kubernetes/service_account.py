"""The service account of a pod: what Kubernetes mounts into it, to ask the cluster with."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from factory.errors import NoAccess

MOUNTED: Final = Path("/var/run/secrets/kubernetes.io/serviceaccount")


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """Token, authority and namespace, as files of one folder."""

    folder: Path = MOUNTED

    @property
    def token(self) -> str:
        """As it is now: the cluster replaces it every hour, and refuses the old one."""
        return self._read("token")

    @property
    def namespace(self) -> str:
        """Where the pod runs, and its jobs with it."""
        return self._read("namespace")

    def trust(self) -> ssl.SSLContext:
        """Return what believes the cluster's own authority and nobody else."""
        self._read("ca.crt")
        return ssl.create_default_context(cafile=str(self.folder / "ca.crt"))

    def _read(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="ascii").strip()
        except OSError as error:
            raise NoAccess(
                f"the cluster was to be asked, but {self.folder / name} cannot be read: "
                f"{error.strerror}; wanted a pod with `automountServiceAccountToken: true` and the "
                "service account of deploy/kubernetes/overlays/jobs"
            ) from error
