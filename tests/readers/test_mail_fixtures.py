import importlib.util
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT.parent / "shared" / "data" / "mail"
GOLD = json.loads((ROOT / "benchmarks" / "quotations.json").read_text())

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the public fixtures are not here")


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("quotations", ROOT / "benchmarks" / "quotations.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["quotations"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", GOLD)
def test_the_reply_of_a_public_fixture_is_told_right(benchmark, name):
    method = benchmark.replylint_html if name.endswith(".html") else benchmark.replylint
    assert benchmark.judge(method, FOLDER / name, GOLD[name]) == "right"
