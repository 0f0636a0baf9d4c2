"""Asks `authgauge mcp` through the protocol's official client, and prints what it got as JSON.

Standard input: {"command", "args", "env", "cwd", "mode", "calls": [[tool, arguments], ...]}.
"""

import asyncio
import json
import sys

from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError


async def ask(wanted: dict) -> dict:
    server = StdioServerParameters(
        command=wanted["command"], args=wanted["args"], env=wanted["env"], cwd=wanted["cwd"]
    )
    async with Client(server, mode=wanted["mode"]) as client:
        listed = await client.list_tools()
        results = [await client.call_tool(tool, given) for tool, given in wanted["calls"]]
        return {
            "version": client.protocol_version,
            "instructions": client.instructions,
            "tools": [plain(tool) for tool in listed.tools],
            "results": [plain(result) for result in results],
        }


def plain(model) -> dict:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


def refusal(error: BaseException) -> str:
    """The server's own words, of an error or a group of them."""
    if isinstance(error, BaseExceptionGroup):
        return refusal(error.exceptions[0])
    if not isinstance(error, MCPError):
        raise error
    return str(error)


try:
    answer = asyncio.run(ask(json.load(sys.stdin)))
except BaseException as error:
    answer = {"error": refusal(error)}
json.dump(answer, sys.stdout)
