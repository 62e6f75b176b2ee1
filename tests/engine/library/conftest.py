"""A pack with one rule that compares."""

import pytest
from comparison import HEAD

from replylint.packs.load import load_packs


@pytest.fixture
def pack(tmp_path):
    def make(comparison):
        (tmp_path / "trial.yaml").write_text(HEAD + comparison + "\n")
        return load_packs([tmp_path / "trial.yaml"], cache=False)

    return make
