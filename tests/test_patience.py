"""The suite says what takes long."""

from tests.patience import Patience


def test_a_slow_test_is_named_with_its_seconds():
    patience = Patience(print)
    assert patience.words(0.0) == "collecting the tests ..."
    patience.pytest_runtest_logstart("tests/pose/test_film.py::test_a[1]")
    patience._running["tests/pose/test_film.py::test_a[1]"] = 3.0
    assert patience.words(15.2) == "still running: test_film.py::test_a[1] (12 s)"
    patience.pytest_runtest_logfinish("tests/pose/test_film.py::test_a[1]")
    assert patience.words(20.0) == "still running: what comes between tests"
