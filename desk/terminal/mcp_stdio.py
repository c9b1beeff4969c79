"""The MCP server over stdin and stdout."""

from desk.terminal.local_caller import local_caller
from wiring.factory import Factory, open_factory


def serve_stdio() -> None:
    """Serve until stdin ends."""
    import anyio
    from mcp.server.stdio import stdio_server

    from desk.api.protocol.mcp_server import server_for

    async def serve(factory: Factory) -> None:
        server = server_for(local_caller(factory), "terminal")
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    with open_factory() as factory:
        anyio.run(serve, factory)
