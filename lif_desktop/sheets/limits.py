"""What a reader process may use of the machine: the system ends it, or refuses it memory, beyond that."""

import ctypes
import sys
from ctypes import c_int64, c_size_t, c_uint32, c_uint64
from typing import Any, ClassVar

CPU_SECONDS = 900
"""A reader whose parent is gone must not run for ever."""
_PROCESS_TIME, _ONE_PROCESS, _PROCESS_MEMORY, _DIE_QUIETLY = 0x2, 0x8, 0x100, 0x400
_EXTENDED_LIMITS = 9
_SECOND = 10_000_000
"""Windows counts in tenths of a millionth."""


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION of winnt.h."""

    _fields_: ClassVar = [
        ("process_time", c_int64),
        ("job_time", c_int64),
        ("flags", c_uint32),
        ("least_working_set", c_size_t),
        ("most_working_set", c_size_t),
        ("processes", c_uint32),
        ("affinity", c_size_t),
        ("priority", c_uint32),
        ("scheduling", c_uint32),
    ]


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h."""

    _fields_: ClassVar = [
        ("basic", BasicLimits),
        ("io", c_uint64 * 6),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_process_memory", c_size_t),
        ("peak_job_memory", c_size_t),
    ]


def limit(memory: int) -> None:
    """Let this process have `memory` bytes and 15 minutes of the processor; it starts no other on Windows."""
    if sys.platform == "win32":
        limit_by_job(ctypes.windll.kernel32, memory)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_by_job(kernel32: Any, memory: int) -> bool:
    """Put this process into a job of Windows with these limits; False where Windows does not allow that."""
    kernel32.CreateJobObjectW.restype = kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel32.CreateJobObjectW(None, None))
    limits = ExtendedLimits()
    limits.basic.flags = _PROCESS_TIME | _ONE_PROCESS | _PROCESS_MEMORY | _DIE_QUIETLY
    limits.basic.process_time = CPU_SECONDS * _SECOND
    limits.basic.processes = 1
    limits.process_memory = memory
    known = kernel32.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    return bool(known and kernel32.AssignProcessToJobObject(job, ctypes.c_void_p(kernel32.GetCurrentProcess())))
