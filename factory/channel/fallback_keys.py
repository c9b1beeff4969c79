"""What a fallback takes from the first choice of its role."""

from typing import Any, cast

from factory.channel.provider_directory import Directory

SHARED = {
    "words": ("style",),
    "voice": ("speed",),
    "pictures": ("style", "look", "moving", "clip_seconds", "arrangement"),
}
"""Which keys, by role."""


def with_fallbacks(keys: dict[str, Any], directory: Directory) -> dict[str, Any]:
    """Return the keys with each `fallback` made whole by what its role says of the channel.

    Style and pace are the channel's, whoever works for it: what a fallback does not say of them
    is the first choice's. Its provider, and all that belongs to a provider, are its own.
    """
    whole = dict(keys)
    for role in SHARED:
        if role in keys:
            whole[role] = _with_fallback(role, keys[role], directory)
    if isinstance(voices := keys.get("voices"), dict):
        named = cast(dict[str, Any], voices)
        whole["voices"] = {
            code: _with_fallback("voice", one, directory) for code, one in named.items()
        }
    return whole


def _with_fallback(role: str, first: Any, directory: Directory) -> Any:
    known: dict[str, Any] = cast(Any, first) if isinstance(first, dict) else {}
    if not isinstance(known.get("fallback"), dict):
        return cast(Any, first)
    second: dict[str, Any] = known["fallback"]
    shared = {name: known[name] for name in SHARED[role] if name in known}
    if second.get("provider") not in directory.playing("clips"):
        shared.pop("moving", None)
    return {**known, "fallback": {**shared, **second}}
