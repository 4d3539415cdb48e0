"""The test run has no network, and neither have the processes that it starts."""

import socket
import subprocess
import sys

import pytest
from closed_network import NetworkReached


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_network_socket_is_refused(family: socket.AddressFamily) -> None:
    with pytest.raises(NetworkReached):
        socket.socket(family)


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(NetworkReached):
        socket.getaddrinfo("localhost", 80)


def test_a_child_process_is_refused_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "NetworkReached" in done.stderr


def test_a_socket_of_this_machine_is_let_through() -> None:
    family = getattr(socket, "AF_UNIX", None)  # Windows has none
    if family is not None:
        socket.socket(family).close()
