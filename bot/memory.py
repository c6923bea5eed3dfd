"""Gives back what starting used: the C library keeps freed memory to itself otherwise."""

from __future__ import annotations

import ctypes
import gc


def give_back() -> None:
    """Collect, and return free memory to the system where the C library can (glibc: malloc_trim(3))."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
