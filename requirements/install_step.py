"""One step of the installation: `python requirements/install_step.py "What it does" COMMAND...`.

On a terminal a line moves until the command ends; elsewhere its words are printed once. What the
command says is shown when it fails, and else kept back. It runs before anything is installed.
"""

import shutil
import subprocess
import sys
import tempfile
import threading
import time

TURN = "|/-\\"
TURN_SECONDS = 0.2


def main() -> int:
    """Run the command; return its exit code."""
    words, *command = sys.argv[1:]
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        done = threading.Event()
        mover = threading.Thread(target=_move, args=(words, began, done), daemon=True)
        mover.start()
        try:
            code = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        finally:
            done.set()
            mover.join()
        if code:
            said.seek(0)
            sys.stdout.write(said.read().decode(errors="replace"))
            told = f"{words}: failed (exit code {code}); the command was: {' '.join(command)}"
            sys.stdout.write(told + "\n")
    return code


def _move(words: str, began: float, done: threading.Event) -> None:
    """Draw the line again and again, and once more when it is over."""
    if not sys.stdout.isatty():
        sys.stdout.write(f"{words} ...\n")
        sys.stdout.flush()
        return
    words = _fitted(words, shutil.get_terminal_size().columns - 12)
    turn = 0
    while not done.wait(TURN_SECONDS if turn else 0):
        seconds = time.monotonic() - began
        _draw(f"{TURN[turn % len(TURN)]} {words} {seconds:.0f} s")
        turn += 1
    _draw(f"  {words} {time.monotonic() - began:.0f} s\n")


def _fitted(words: str, room: int) -> str:
    """Return the words; of those that are too long as many whole ones as fit, and an ellipsis."""
    if len(words) <= room:
        return words
    return words[: room - 3].rpartition(" ")[0].rstrip(" ,(") + " ..."


def _draw(line: str) -> None:
    sys.stdout.write(f"\r\x1b[2K{line}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
