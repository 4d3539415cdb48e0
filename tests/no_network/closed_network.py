"""Closes the network to this process: only sockets in the file system of this machine are let through."""

import socket
import sys


class NetworkReached(RuntimeError):
    """Raised where code tries to reach a network during the tests."""


def close_network() -> None:
    """Refuse, from now until the process ends, every socket but AF_UNIX and every look-up of a name."""
    local = getattr(socket, "AF_UNIX", None)

    def guard(event: str, args: tuple[object, ...]) -> None:
        if event == "socket.__new__" and args[1] != local:
            raise NetworkReached(f"a socket of family {args[1]} was opened during the tests")
        if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
            raise NetworkReached(f"the name {args[0]!r} was looked up during the tests")

    sys.addaudithook(guard)
