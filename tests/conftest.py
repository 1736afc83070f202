"""What holds for every test: under CI none is skipped because the machine lacks something."""

from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from tests.support.data import shared_data
from tests.support.tools import NEEDS_DATA, NEEDS_TOOL, under_ci

# A machine with other work is no fault of the code: neither deadlines nor slow input may turn a promise red.
settings.register_profile(
    "pitboard", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("pitboard")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def without_quiet_skip(report: Report) -> Report:
    """Turn a skip for a missing tool or missing data into a failure; leave every other report as it is."""
    if report.skipped and isinstance(report.longrepr, tuple):
        path, line, message = report.longrepr
        reason = str(message).removeprefix("Skipped: ")
        if reason.startswith((NEEDS_TOOL, NEEDS_DATA)):
            report.outcome = "failed"
            report.longrepr = f"{path}:{line}: under CI nothing is skipped for what a machine lacks: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return without_quiet_skip(report) if under_ci() else report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return without_quiet_skip(report) if under_ci() else report


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real timing files."""
    return shared_data()
