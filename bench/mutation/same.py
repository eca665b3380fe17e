"""Mutants that change nothing anybody could measure, and why."""

SAME: dict[str, str] = {}
