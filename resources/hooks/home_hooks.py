"""Hooks of a home: the user's programs of `hooks.yaml`, run in place of webhooks, and told of."""

import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from factory.errors import BadInput, FactoryError, TransientError
from factory.workflow.layer_hook import HOOKS_FILE, HookFailed, LayerHook, Moment, parse_hooks
from resources.hooks.hook_process import run_hook
from resources.provider_register import OUTLETS


class HomeHooks:
    """See `factory.ports.Hooks`; the file is read anew each time: an edit is seen at once.

    Args:
        home: the factory's folder.
        channel_of: returns a video's channel.
        tell: is told of each hook that failed.
    """

    def __init__(
        self, home: Path, channel_of: Callable[[str], str], tell: Callable[[HookFailed], None]
    ) -> None:
        self._home, self._channel_of, self._tell = home, channel_of, tell

    @contextmanager
    def around(self, layer: str, video_id: str = "", day: str = "") -> Iterator[None]:
        """See `factory.ports.Hooks.around`."""
        self._run("before", layer, video_id, day)
        yield
        self._run("after", layer, video_id, day)

    def _run(self, moment: Moment, layer: str, video_id: str, day: str) -> None:
        try:
            hooks = read_hooks(self._home)
            if not any(hook.is_due(moment, layer, "") for hook in hooks):
                return
            channel = self._channel_of(video_id) if video_id else ""
        except FactoryError as error:
            self._failed(HOOKS_FILE, moment, layer, video_id, str(error))
            return
        facts = {
            "moment": moment,
            "layer": layer,
            "video_id": video_id,
            "day": day,
            "channel": channel,
        }
        known = {name: value for name, value in facts.items() if value}
        for hook in hooks:
            if hook.is_due(moment, layer, channel):
                wrong = _run(hook, known, self._home)
                if wrong:
                    self._failed(hook.name, moment, layer, video_id, wrong)

    def _failed(self, hook: str, moment: Moment, layer: str, video_id: str, words: str) -> None:
        failed = HookFailed(hook=hook, moment=moment, layer=layer, video_id=video_id, words=words)
        with suppress(TransientError):  # the layer goes on, whether or not this can be noted
            self._tell(failed)


def _run(hook: LayerHook, facts: Mapping[str, str], home: Path) -> str:
    """Run a hook; return what was wrong, or nothing."""
    try:
        return run_hook(hook, facts, home)
    except OSError as error:  # no room for what it is told, or for what it says
        return f"{hook.name} cannot be run: {error.strerror}"


def read_hooks(home: Path) -> Sequence[LayerHook]:
    """Return the hooks of a home; none where it has no file of them.

    Raises:
        BadInput: others may write the file, or it holds something else than hooks.
    """
    path = home / HOOKS_FILE
    try:
        mode = path.stat().st_mode
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise BadInput(f"could not read {path}: {error.strerror}") from error
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise BadInput(
            f"{HOOKS_FILE} names programs that run as this user, and others may write it (mode "
            f"{stat.S_IMODE(mode):o}); `chmod go-w {path}`"
        )
    return parse_hooks(data, HOOKS_FILE, [outlet.name for outlet in OUTLETS])
