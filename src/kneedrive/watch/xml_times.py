"""Times in TCX and GPX."""

from datetime import UTC, datetime


def unix_s(text: str | None) -> float:
    """Seconds since 1970 of an ISO time; UTC where no zone is given; NaN where it is no time."""
    try:
        time = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return float("nan")
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
