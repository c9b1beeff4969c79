"""The browser that some tests open: installed from Debian's packages where that may be done."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping

BROWSERS = ("chromium", "google-chrome")
INSTALL = ("apt-get", "install", "--no-install-recommends", "chromium", "fonts-dejavu-core")
"""What a person types who is root; the fonts, because a page without any has no letters."""
QUIETLY = ("-qq", "-y", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=15")
INSTALL_SECONDS = 240.0
"""All in all, reading the archive's lists included: 100 MB, and a slow line."""


def installed(path: str | None = None) -> str | None:
    """Return the program that opens pages, or None where there is none."""
    return next(filter(None, (shutil.which(name, path=path) for name in BROWSERS)), None)


def ensure(environment: Mapping[str, str], *, root: bool, seconds: float = INSTALL_SECONDS) -> str:
    """Install a browser where one is missing; return what is to be said about it, in one line.

    Args:
        environment: what the programs are found by and given.
        root: whether packages may be installed.
        seconds: how long that may take.
    """
    path = environment["PATH"]
    if installed(path):
        return ""
    apt = shutil.which(INSTALL[0], path=path)
    if not (root and apt):
        why = "only root may install one" if apt else "there is no apt-get here"
        return f"no browser, and {why}: its tests are skipped; `{' '.join(INSTALL)}` brings them"
    wrong = _install(apt, {**environment, "DEBIAN_FRONTEND": "noninteractive"}, seconds)
    if installed(path):
        return "a browser was installed"
    return f"no browser could be installed ({wrong}): its tests are skipped"


def _install(apt: str, environment: Mapping[str, str], seconds: float) -> str:
    """Try with the lists there are, then with new ones; return why it did not work."""
    give_up = time.monotonic() + seconds
    install = (apt, *QUIETLY, *INSTALL[1:])
    wrong = ""
    for command in (install, (apt, *QUIETLY, "update"), install):
        try:
            done = subprocess.run(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=max(1.0, give_up - time.monotonic()),
            )
        except subprocess.TimeoutExpired:
            return f"no package archive answered within {seconds:.0f} s"
        if done.returncode == 0 and command is install:
            return ""
        lines = done.stderr.strip().splitlines()
        wrong = lines[-1] if lines else f"apt-get ended with {done.returncode}"
    return wrong


def is_root() -> bool:
    """Whether packages may be installed by this account."""
    return os.name == "posix" and os.geteuid() == 0
