"""The SMTP dialogue as a text file without secrets, for a mail administrator or AWS Support."""

from __future__ import annotations

from datetime import UTC

from bot.render.clean import one_line
from bot.words.report import Report


def write_transcript(report: Report) -> str:
    """The target, the place and the time, then the dialogue; "" where there was none."""
    if not report.transcript:
        return ""
    when = report.started_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = [
        f"# ses-check {report.vantage.version} {report.target} {report.region} {report.run_id} {when}".replace(
            "  ", " "
        )
    ]
    if report.vantage.host:
        head.append(f"# {report.vantage.host} {report.vantage.address}".rstrip())
    return "".join(f"{one_line(line)}\n" for line in (*head, *report.transcript))


def transcript_file_name(report: Report) -> str:
    """The name under which it is offered for download: letters, digits, dots and dashes only."""
    target = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in report.target)
    return f"ses-check-{target[:60]}-{report.run_id}.txt"
