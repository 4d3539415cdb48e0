"""Read by every Python that the tests start: closes its network too."""

from closed_network import close_network

close_network()
