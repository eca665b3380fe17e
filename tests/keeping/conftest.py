"""The command line on a journal of its own, and a set to be kept in it."""

import pytest

from kneedrive.film.studio.moves import alternating, lifts_performance
from kneedrive.pose.keypoints import write_keypoints
from tests.strength import performed


@pytest.fixture
def kneedrive(kneedrive, monkeypatch, tmp_path):
    """Run the command line on a journal of its own."""
    monkeypatch.setenv("KNEEDRIVE_JOURNAL", str(tmp_path / "journal.sqlite"))
    monkeypatch.setenv("COLUMNS", "200")
    return kneedrive


@pytest.fixture
def march_csv(tmp_path):
    """Landmarks of two short marches, one a set."""
    path = tmp_path / "set.keypoints.csv"
    two = [alternating(2, 1), alternating(3, 1)]
    write_keypoints(performed.keypoints_of(lifts_performance("march", 2, two)), path)
    return path
