"""Measures `explain`: typical texts per second on one core, the worst text of 3,000 characters, and the command.

Run it with `.venv/bin/python -m benchmarks.explain`.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.explain.explain import explain

ROOT = Path(__file__).parents[1]
TEXTS = tomllib.loads((ROOT / "tests" / "explain" / "texts.toml").read_text("utf-8"))["text"]
TYPICAL = [said for entry in TEXTS for said in entry["said"]]
LONG = 3_000
TIMES = 9


def main() -> None:
    """Prints the measured numbers, each with the one that is wanted."""
    explain(TYPICAL[0])
    once = _best(lambda: [explain(text) for text in TYPICAL])
    average = statistics.mean(map(len, TYPICAL))
    print(
        f"{len(TYPICAL)} typical texts of {average:.0f} characters: {len(TYPICAL) / once:,.0f} a second (2,000 wanted)"
    )
    times = {name: _best(partial(explain, text)) for name, text in _long().items()}
    name, worst = max(times.items(), key=lambda named: named[1])
    print(f"worst text of {LONG:,} characters ({name}): {worst * 1000:.1f} ms (5 wanted)")
    for name, typed, given in (
        ("text", ["535 Authentication Credentials Invalid"], ""),
        ("json", ["--format", "json", "535 Authentication Credentials Invalid"], ""),
        ("jsonl", ["--jsonl"], json.dumps({"text": "535 Authentication Credentials Invalid"}) + "\n"),
    ):
        print(f"ses-check explain, {name}, from start to end: {_process(typed, given) * 1000:.0f} ms (250 wanted)")


def _long() -> dict[str, str]:
    """Returns texts of LONG characters, each of them hard for another part of `explain`."""
    joined = "\n".join(TYPICAL)
    stack = "    at com.example.mail.Sender.send(Sender.java:212) [user@example.com 10.0.0.1:443]\\n "
    pieces = {
        "all errors at once": joined,
        "a stack": stack,
        "addresses": "from: a@example.com, to: b@example.net; ",
        "identities": "failed the check in region EU-WEST-1: a@example.com, ",
        "blanks": " ",
        "one word": "a",
        "base64": "Zm9y/dGVz+dHM0",
        "hosts": "email-smtp.eu-west-1.amazonaws.com:587 ",
    }
    return {name: (piece * (LONG // len(piece) + 1))[:LONG] for name, piece in pieces.items()}


def _best(work: Callable[[], object]) -> float:
    """Returns the CPU seconds of the fastest of several runs: other processes can only make a run slower."""
    best = float("inf")
    for _ in range(TIMES):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def _process(typed: list[str], given: str) -> float:
    """Returns the wall-clock seconds of one command, the median of several runs."""
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bot", "explain", *typed],
            input=given,
            text=True,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        took.append(time.perf_counter() - started)
    return statistics.median(took)


if __name__ == "__main__":
    main()
