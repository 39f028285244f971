"""Ask a `PaperServer` with the program's own client."""

from pathlib import Path

from app.domain.fetching import Attempt
from app.sources.addresses import Resolver, resolve
from app.sources.http import HttpClient, Reply, Saved
from tests.support.server import PaperServer


class Asking:
    """A client that may ask one server on loopback, and what it asked so far."""

    def __init__(
        self,
        server: PaperServer,
        *,
        connect_s: float = 10.0,
        idle_s: float = 20.0,
        resolver: Resolver = resolve,
    ) -> None:
        self.server = server
        self.attempts: list[Attempt] = []
        self.client = HttpClient(
            user_agent="Octavo test",
            allowed_local=lambda: {server.address},
            connect_s=connect_s,
            idle_s=idle_s,
            resolver=resolver,
        )

    async def get(
        self, path: str = "/x", limit_bytes: int = 10_000_000, deadline_s: float = 20
    ) -> Reply:
        """Get a path of the server, or a whole address."""
        url = path if ":" in path else self.server.address + path
        return await self.client.get(
            url,
            limit_bytes=limit_bytes,
            deadline_s=deadline_s,
            on_attempt=self.attempts.append,
        )

    async def save(
        self, target: Path, limit_bytes: int = 10_000_000, deadline_s: float = 20
    ) -> Saved:
        """Save the server's `/x`."""
        return await self.client.save(
            self.server.address + "/x",
            target,
            limit_bytes=limit_bytes,
            deadline_s=deadline_s,
            on_attempt=self.attempts.append,
        )
