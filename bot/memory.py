"""Returns the memory that starting used to the system; the C library would keep it."""

from __future__ import annotations

import ctypes
import gc


def release_memory() -> None:
    """Collect garbage, then return free memory to the system where the C library can (glibc: malloc_trim(3))."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
