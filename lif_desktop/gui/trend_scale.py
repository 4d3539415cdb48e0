"""The scale beside a chart: a few round figures around the values. No Qt here."""

import math
from collections.abc import Sequence

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_TICKS = 5


def round_ticks(values: Sequence[float], least: float | None = None, most: float | None = None) -> tuple[float, ...]:
    """From two to five round figures in equal steps, the first not above and the last not below all values.

    `least` and `most` are bounds that the figures need not cross (0 and 100 for a percentage). For no values, 0 and 1.
    """
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if high - low < max(abs(high), abs(low), 1e-9) * 1e-9:
        room = abs(high) * 0.1 or 1.0
        low, high = low - room, high + room
        if least is not None and min(values, default=0.0) >= least:
            low = max(low, least)
        if most is not None and max(values, default=0.0) <= most:
            high = min(high, most)
    for step in _steps((high - low) / (MOST_TICKS - 1)):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first < MOST_TICKS:
            return tuple(round(place * step, 10) for place in range(first, max(last, first + 1) + 1))
    return low, high


def _steps(least: float) -> list[float]:
    """Round steps that are not much smaller than one, rising."""
    power = 10.0 ** math.floor(math.log10(least))
    return [power * scale * part for scale in (1.0, 10.0) for part in _ROUND if power * scale * part >= least * 0.999]
