"""No test, nor a process it starts, reaches beyond this machine."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

REACH = "import socket; socket.create_connection(('192.0.2.1', 9), 0.01)"


def test_address_outside_is_refused() -> None:
    # A worker of the tests has the hook twice, each with an error of its own.
    told = re.escape("a test tried to reach '192.0.2.1'")
    with socket.socket() as client, pytest.raises(RuntimeError, match=told):
        client.connect(("192.0.2.1", 9))


def test_name_outside_is_not_looked_up() -> None:
    told = re.escape("a test tried to reach 'arxiv.org'")
    with pytest.raises(RuntimeError, match=told):
        socket.getaddrinfo("arxiv.org", 443)


def test_loopback_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        socket.create_connection(("localhost", port), 5).close()


def test_child_process_is_refused_too() -> None:
    child = subprocess.run(
        [sys.executable, "-c", REACH], capture_output=True, text=True, check=False
    )

    assert "OutsideNetworkError" in child.stderr


def test_home_is_not_the_developers() -> None:
    assert Path.home() == Path(os.environ["HOME"])
    assert "octavo-home-" in str(Path.home())
    assert str(Path.home()) in os.environ["XDG_CONFIG_HOME"]
