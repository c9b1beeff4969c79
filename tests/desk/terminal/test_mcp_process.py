"""`factory mcp` as a program starts it: a process that speaks over its stdin and stdout, and nothing else."""

import os
import sys
from pathlib import Path

import anyio
from mcp import Client
from mcp.client.stdio import StdioServerParameters


def test_a_program_starts_the_server_and_asks_it(database_url: str, tmp_path: Path):
    known = ("PATH", "HOME", "LANG", "TMPDIR")
    environment = {name: os.environ[name] for name in known if name in os.environ}
    environment |= {"FACTORY_HOME": str(tmp_path), "DATABASE_URL": database_url}
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "desk", "mcp"], env=environment
    )

    async def ask() -> None:
        async with Client(server, read_timeout_seconds=60) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            assert {"make_video", "list_channels", "show_video"} <= names
            assert "change_setting" not in names
            shown = await client.call_tool("list_channels", {})
            assert shown.structured_content
            listed = shown.structured_content["channels"]
            assert "demo" in {channel["name"] for channel in listed}
            wrong = await client.call_tool("show_video", {"video_id": "no-such-video"})
            assert wrong.is_error

    anyio.run(ask)
