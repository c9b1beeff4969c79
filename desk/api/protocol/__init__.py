"""How programs reach the actions: over HTTP as REST, and as tools of the MCP server."""
