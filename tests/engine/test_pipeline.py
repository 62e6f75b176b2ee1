"""The pipeline: the bundled model is the one that was looked at, and a missing one is a clear error."""

import hashlib
import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from replylint.engine.analysis import Analysis
from replylint.engine.pipeline import BUNDLED, load_pipeline, pipeline_name
from replylint.engine.reader import PART
from replylint.text.problem import ProblemsError

PINNED = Path(__file__).parent / "bundled.sha256"


def test_files_of_the_bundled_model_are_the_pinned_ones() -> None:
    package = Path(str(importlib.import_module(BUNDLED).__file__)).parent
    folder = next(package.glob(f"{BUNDLED}-*"))
    pinned = dict(reversed(line.split()) for line in PINNED.read_text().splitlines())
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert found == pinned


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(ProblemsError) as error:
        pipeline_name("en_core_web_nope")
    problem = error.value.problems[0]
    assert problem.message == "nothing was checked: no spaCy pipeline 'en_core_web_nope' is installed"
    assert "pip install en_core_web_nope" in problem.hint


@pytest.mark.parametrize("name", ["../x", "os", "a b", ""])
def test_odd_names_are_clear_errors(name: str) -> None:
    if name == "":
        assert pipeline_name(name)
        return
    with pytest.raises(ProblemsError, match="nothing was checked"):
        load_pipeline(name)


def test_a_folder_can_be_named() -> None:
    package = Path(str(importlib.import_module(BUNDLED).__file__)).parent
    folder = str(next(package.glob(f"{BUNDLED}-*")))
    assert load_pipeline(folder).nlp.pipe_names == ["tok2vec", "tagger", "parser"]


LEMMAS = [
    ("refunded", "VBD", "refund"),
    ("refunds", "NNS", "refund"),
    ("wrote", "VBD", "write"),
    ("forgot", "VBP", "forget"),
    ("felt", "VBD", "feel"),
    ("'re", "VBP", "be"),
    ("parties", "NNS", "party"),
    ("cancelled", "VBN", "cancel"),
    ("policy", "NN", "policy"),
    ("unhappiest", "JJS", "unhappy"),
]


@pytest.mark.parametrize(("form", "tag", "lemma"), LEMMAS)
def test_lemmas(form: str, tag: str, lemma: str) -> None:
    assert load_pipeline().lemmas(form, tag) == lemma


def test_a_long_text_is_read_as_its_blocks_are(read: Callable[[str], Analysis]) -> None:
    block = "We're sorry that your kettle broke. A new one ships on Monday, and we'll call you then."
    times = 3 * PART // len(read(block).norm)
    whole, part = read("\n\n".join([block] * times)), read(block)
    size = len(part.norm)
    assert len(whole.docs) > 1
    assert whole.norm == part.norm * times
    assert whole.sentences == [
        (first + at * size, end + at * size) for at in range(times) for first, end in part.sentences
    ]
    assert all(whole.sentence[over] == whole.sentence[at] for at, over in enumerate(whole.head))
    assert [word.text for word in whole.doc] == [word.text for word in part.doc] * times


def test_a_text_without_a_stop_is_cut_all_the_same(read: Callable[[str], Analysis]) -> None:
    analysis = read("so and " * PART * 8)
    assert len(analysis.norm) == PART * 16
    assert len(analysis.docs) > 1
