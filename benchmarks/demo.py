"""Measures the time from starting the demo to its first line, and from Ctrl-C to its end.

Run it with `.venv/bin/python -m benchmarks.demo`.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

TIMES = 5
PORT = "8399"


def main() -> None:
    """Starts the demo TIMES times and one scenario once, and prints each time."""
    for number in range(TIMES):
        started = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--port", PORT], stdout=subprocess.PIPE, text=True
        ) as demo:
            assert demo.stdout is not None
            line = next(_lines(demo.stdout))
            ready = time.perf_counter() - started
            demo.send_signal(signal.SIGINT)
            ended = time.perf_counter()
            demo.wait()
            print(
                f"{number + 1}: ready after {ready:.2f} s, ended {time.perf_counter() - ended:.2f} s after Ctrl-C ({line})"
            )
    started = time.perf_counter()
    command = [sys.executable, "-m", "bot", "demo", "--scenario", "smtp-wrong-region", "--once"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    print(f"one scenario from start to answer: {time.perf_counter() - started:.2f} s")


def _lines(stream: Iterator[str]) -> Iterator[str]:
    for line in stream:
        yield line.strip()


if __name__ == "__main__":
    main()
