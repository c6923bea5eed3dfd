"""What holds for all tests: in CI a skipped test fails, because there nothing may be missing; no example is timed."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

# No test is timed: a busy machine is no mistake.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
NO_SKIPS = bool(os.environ.get("SES_CHECK_NO_SKIPS"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where SES_CHECK_NO_SKIPS is set."""
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but in CI nothing may be missing: {report.longrepr}"
    return report
