"""Reading ahead hands on what was read, and what went wrong."""

import threading

import pytest

from kneedrive.pose.ahead import ahead


def test_items_come_in_order():
    assert list(ahead(iter(range(50)), 3)) == list(range(50))


def test_an_error_comes_after_what_was_read_before_it():
    def items():
        yield 1
        raise ValueError("broken")

    stream = ahead(items(), 3)
    assert next(stream) == 1
    with pytest.raises(ValueError, match="broken"):
        next(stream)


def test_whoever_stops_early_leaves_no_thread_behind():
    before = threading.active_count()
    stream = ahead(iter(range(1000)), 2)
    next(stream)
    stream.close()
    assert threading.active_count() == before
