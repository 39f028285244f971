"""Which addresses may be asked: parsing, origins, public hosts and redirects."""

import asyncio
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from app.domain.errors import Refused

Resolver = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Turns a host and port into numeric addresses, best first; raises OSError."""

_PORTS = {"https": 443, "http": 80}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""The prefix under which IPv6-only networks reach IPv4. Source: RFC 6052, 2.1."""

_PLACES_HINT = "Check the address under Sources in the settings."


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web address in parts; `host` is ASCII without brackets, `target` path+query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Return host and port as a Host header writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        is_default = self.port == _PORTS[self.scheme]
        return host if is_default else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Return scheme, host and port, the port only when it is not the usual."""
        return f"{self.scheme}://{self.netloc}"

    def __str__(self) -> str:
        return self.origin + self.target


def parse_address(url: str) -> Address:
    """Parse an http or https address.

    Raises:
        Refused: another scheme, no host, a user name inside, or not an address.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise Refused(f"“{_short(url)}” is no web address.", _PLACES_HINT) from error
    if parts.scheme not in _PORTS or not ascii_host:
        raise Refused(f"“{_short(url)}” is no web address.", _PLACES_HINT)
    if "@" in parts.netloc:
        raise Refused(f"The address of {host} holds a user name.", _PLACES_HINT)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return Address(
        scheme=parts.scheme,
        host=ascii_host,
        port=_PORTS[parts.scheme] if port is None else port,
        target=f"{path}?{query}" if query else path,
    )


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address, as `Address.origin` writes them.

    Raises:
        Refused: `url` is no web address.
    """
    return parse_address(url).origin


def is_trusted(
    address: Address, allowed_local: Collection[str], came_from: Address | None
) -> bool:
    """Say whether the user's own setting allows this address to be plain or local.

    A redirect has the permission only inside the very origin that has it.

    Raises:
        Refused: the address is plain http and no setting allows it.
    """
    is_set = address.origin in allowed_local
    is_set = is_set and (came_from is None or came_from.origin == address.origin)
    if address.scheme != "https" and not is_set:
        raise Refused(
            f"{address.host} would be asked without encryption.",
            _PLACES_HINT if came_from is None else "Octavo does not follow there.",
        )
    return is_set


def redirect_target(address: Address, location: str) -> Address:
    """Return the address a redirect leads to.

    Raises:
        Refused: it leads to something that is no web address (file:, ftp:, …).
    """
    try:
        return parse_address(urljoin(str(address), location))
    except (Refused, ValueError) as error:
        raise Refused(
            f"{address.host} leads to “{_short(location)}”, which is no web address.",
            "Octavo does not follow there.",
        ) from error


def is_public(numeric: str) -> bool:
    """Say whether a numeric address lies on the public internet.

    Addresses that carry an IPv4 address inside are judged by that one.
    """
    try:
        address = ipaddress.ip_address(numeric.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        else:
            address = address.ipv4_mapped or address.sixtofour or address
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not getattr(address, "is_site_local", False)
        and not getattr(address, "teredo", None)
    )


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for the numeric addresses of a host.

    Runs in a daemon thread of its own: a name server that does not answer then holds
    up neither the loop, nor a cancel, nor the end of the program.

    Raises:
        OSError: the name is not known, or nobody could be asked.
    """
    with contextlib.suppress(ValueError):
        return (str(ipaddress.ip_address(host)),)
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def settle(found: tuple[str, ...], problem: OSError) -> None:
        if answer.done():
            return
        if found:
            answer.set_result(found)
        else:
            answer.set_exception(problem)

    def ask() -> None:
        found: tuple[str, ...] = ()
        problem = OSError(f"{host} is no host name")
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = tuple(dict.fromkeys(str(row[4][0]) for row in rows))
        except OSError as error:
            problem = error
        except UnicodeError:
            pass
        finally:
            with contextlib.suppress(RuntimeError):  # the loop is closed by now
                loop.call_soon_threadsafe(settle, found, problem)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    return await answer


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
