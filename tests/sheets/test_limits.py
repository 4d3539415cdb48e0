"""What a reader process may use: the limits of the system hold, and Windows is told them in its own form."""

import ctypes
import subprocess
import sys
from typing import Any

import pytest

from lif_desktop.sheets.limits import CPU_SECONDS, ExtendedLimits, limit_by_job

MEMORY = 1024**3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has jobs in the place of these limits")
def test_memory_beyond_the_limit_is_refused() -> None:
    script = f"from lif_desktop.sheets.limits import limit; limit({MEMORY}); bytearray({MEMORY})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert "MemoryError" in done.stderr


class Kernel:
    """Takes note of what Windows is told."""

    def __init__(self, known: int = 1) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.known = known
        for name in ("CreateJobObjectW", "GetCurrentProcess", "AssignProcessToJobObject"):
            setattr(self, name, self._call(name))

    def _call(self, name: str) -> Any:
        def call(*arguments: Any) -> int:
            self.told.append((name, *(getattr(one, "value", one) for one in arguments)))
            return {"CreateJobObjectW": 7, "GetCurrentProcess": -1 % 2**64}.get(name, 1)

        return call

    def SetInformationJobObject(self, job: Any, kind: int, limits: Any, size: int) -> int:
        held = ExtendedLimits.from_buffer_copy(ctypes.string_at(limits, size))
        self.told.append(("set", job.value, kind, held))
        return self.known


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes of 64 bits are compared")
def test_the_limits_have_the_form_of_windows() -> None:
    kernel = Kernel()

    assert limit_by_job(kernel, MEMORY)
    assert ctypes.sizeof(ExtendedLimits) == 144
    [_, (_, job, kind, held), _, assigned] = kernel.told
    assert (job, kind) == (7, 9)
    assert held.process_memory == MEMORY
    assert held.basic.process_time == CPU_SECONDS * 10_000_000
    assert (held.basic.processes, held.basic.flags) == (1, 0x50A)
    assert assigned == ("AssignProcessToJobObject", 7, -1 % 2**64)


def test_a_windows_that_knows_no_such_job_is_told_nothing_more() -> None:
    kernel = Kernel(known=0)

    assert not limit_by_job(kernel, MEMORY)
    assert "AssignProcessToJobObject" not in [one[0] for one in kernel.told]
