import pytest

import kindwords


@pytest.fixture(scope="session")
def engine() -> kindwords.Engine:
    return kindwords.load()
