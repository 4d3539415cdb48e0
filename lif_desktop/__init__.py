"""LIF Desktop: the working desk of a safeguarding partnership's business office."""

__version__ = "0.1.0"
