"""Refuse every connection that leaves this machine.

The folder of this file is put on PYTHONPATH by tests/conftest.py, so that the Python
processes which tests start are held to it too: Python imports `sitecustomize` first.
"""

import ipaddress
import sys

LOCAL_NAMES = ("localhost", "ip6-localhost")


class OutsideNetworkError(RuntimeError):
    """A test tried to reach something beyond loopback; never an OSError, which the
    program would take for a network that is down."""


def refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    """Raise on a look-up or a connection that is not for loopback (an audit hook)."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        # A string or bytes names a Unix socket; None is a socket connected before.
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not is_local(host):
        raise OutsideNetworkError(f"a test tried to reach {host!r}")


def is_local(host: object) -> bool:
    """Tell whether a host, as given to the socket module, is this machine itself."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in ("", *LOCAL_NAMES):
        return True
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(refuse_outside)
