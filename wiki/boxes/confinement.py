"""Shutting a process in: no files, no network, no new processes, no way out by privileges.

The kernel's system call filter (seccomp(2), classic BPF) is given a list of calls that stay allowed; others
fail with EPERM. What remains is computing, memory, and reading and writing what was handed in. Linux on x86-64
and ARM64; elsewhere `confine` says False and the deadline and memory limit are what protects.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER = 1
_TSYNC = 1  # all threads of the process
_KILL_PROCESS, _ERRNO_EPERM, _ALLOW = 0x80000000, 0x00050001, 0x7FFF0000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_X32 = 0x40000000  # the x32 calls share the architecture word of x86-64
_OPEN_FILES = 16

# name: (x86-64, ARM64), the frequent ones first
_ALLOWED: dict[str, tuple[int, int]] = {
    "futex": (202, 98),
    "write": (1, 64),
    "read": (0, 63),
    "madvise": (28, 233),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "brk": (12, 214),
    "recvmsg": (47, 212),
    "sendmsg": (46, 211),
    "recvfrom": (45, 207),
    "sendto": (44, 206),
    "close": (3, 57),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "lseek": (8, 62),
    "fstat": (5, 80),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "gettimeofday": (96, 169),
    "getrandom": (318, 278),
    "getrusage": (98, 165),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "rseq": (334, 293),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
_SOCKET, _SECCOMP, _TGKILL = (41, 198), (317, 277), (234, 131)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column of the tables, AUDIT_ARCH word


class _Program(ctypes.Structure):
    """struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def tie_to_parent(parent: int) -> None:
    """Die with the process that forked this one, whose id is `parent`."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked
        os._exit(0)


def restrict() -> None:
    """Give up core dumps, further privileges and all but a few open files."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))


def confine() -> bool:
    """Allow this process (all its threads) only the calls of the table from now on; False where it cannot be.

    Needs `restrict` before it. No thread can be started afterwards.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    column, architecture = machine
    code = _filter(column, architecture, os.getpid())
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.syscall(_SECCOMP[column], _SET_MODE_FILTER, _TSYNC, ctypes.byref(program)) == 0)


def _filter(column: int, architecture: int, pid: int) -> bytes:
    """Write the filter: the allowed calls, and signals to this very process (abort(3)).

    Asking for a socket kills the process: libraries that swallow network errors would otherwise go on and pass
    off what is missing as the whole (SERVICE SILENT).
    """
    allowed = [numbers[column] for numbers in _ALLOWED.values()]
    count = len(allowed)
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_AT_LEAST, count + 4, 0, _X32),
    ]
    lines += [(_JUMP_EQUAL, count - i + 4, 0, number) for i, number in enumerate(allowed)]
    lines += [
        (_JUMP_EQUAL, 5, 0, _SOCKET[column]),
        (_JUMP_EQUAL, 0, 2, _TGKILL[column]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_EQUAL, 1, 0, pid),
        (_RETURN, 0, 0, _ERRNO_EPERM),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL_PROCESS),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def _prctl(option: int, value: int) -> None:
    """Call prctl(2); what an old kernel does not know is left undone."""
    ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
