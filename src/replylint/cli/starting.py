"""What `replylint init` writes."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from replylint.config.find import YAML_NAME
from replylint.packs.load import load_packs
from replylint.packs.pack import Pack
from replylint.packs.scalars import resolve
from replylint.readers.options import ReadOptions
from replylint.text.problem import Problem, ProblemsError

PLAIN = re.compile(r"[A-Za-z./][\w./-]*")
BUILT_IN = "service"

MANIFEST = """\
# A pack: this file, and files with rules beside it. `replylint rules test {folder}` tests them.
name: {name}
extends: service

# Severities of rules that come with it: off, suggestion, warning, error.
# overrides:
#   text-speak: off
"""
RULES = """\
# One rule to begin with. `replylint rules try "~lumio" "Your Lumio ships."` tries a pattern.
rules:
  - id: old-product-name
    kind: forbid
    group: care
    severity: warning
    message: Uses the product's old name.
    why: The customer will not find it under that name.
    source: house style
    advice: Write "Lumen".
    match:
      phrase: "~lumio"
    examples:
      - bad: "Your [[Lumio]] ships today."
      - good: "Your Lumen ships today."
"""


class Part(NamedTuple):
    """A setting: what is said of it, and a sample of its value."""

    key: str
    comment: str
    sample: str

    @property
    def text(self) -> str:
        """The sample as a setting."""
        return f"{self.key}:{'' if self.sample.startswith(chr(10)) else ' '}{self.sample}"


HEAD = "# Settings of Replylint. `replylint config` shows what holds, and why.\n"
PARTS = (
    Part("rules", "Packs: those that are built in by name, your own by their paths from here.", "[service]"),
    Part("profile", "Which profile of the packs holds: default, or the stricter premium.", "default"),
    Part(
        "fail-on", "A check exits 1 from this severity on: error, warning, suggestion, or never.", "warning"
    ),
    Part("templates", "Whether replies are templates, in which placeholders are in order.", "true"),
    Part(
        "preset", "The product that a library comes from. Without it, the library's shape tells.", "zendesk"
    ),
    Part("ignore", "Rules or groups that are left out. `replylint rules list` names them.", "[hard-to-read]"),
    Part("severity", "Severities of rules: off, suggestion, warning, error.", "\n  abrupt-ending: warning"),
    Part("exclude", "Files and folders that are passed over.", "[archive]"),
    Part(
        "overrides",
        "What else holds for some files; globs count from here.",
        "\n  - files: chat/**\n    ignore: [missing-greeting]",
    ),
    Part(
        "suppressions",
        "Findings that are in order, and why. `files`, `ids` (of replies) and `rules` say which.",
        "\n  - files: legal/**\n    rules: [policy-shield]\n    reason: Our lawyers want these words.",
    ),
    Part(
        "baseline",
        "Findings that are accepted for now. `replylint baseline create PATH` makes the file.",
        "replylint-baseline.json",
    ),
)


@dataclass(frozen=True)
class Wanted:
    """What the config shall say; None is left at its default."""

    packs: tuple[str, ...] = ()
    starter_pack: str | None = None
    profile: str | None = None
    fail_on: str | None = None
    templates: bool | None = None
    preset: str | None = None

    @property
    def rules(self) -> list[str]:
        """The packs that shall hold."""
        own = [*self.packs, *([self.starter_pack] if self.starter_pack else [])]
        return [BUILT_IN, *(pack for pack in own if pack != BUILT_IN)]


def check_free(folder: Path, wanted: Wanted, *, force: bool) -> None:
    """Raises ProblemsError where something is in the way, before anything is asked or written."""
    if force:
        return
    taken = [path for path, _ in files(folder, wanted) if path.exists()]
    hint = "--force writes over it"
    if taken:
        raise ProblemsError(
            [Problem("not written: it is there already", str(path), hint=hint) for path in taken]
        )


def write(folder: Path, wanted: Wanted) -> Iterator[Path]:
    """Writes the files, and gives their paths.

    Raises ProblemsError, also for packs, profiles and presets that there are not.
    """
    if wanted.preset is not None:
        from replylint.readers.library.choose import check_asked  # noqa: PLC0415 - JSONPath takes time to import

        check_asked(ReadOptions(preset=wanted.preset))
    loaded(folder, wanted)
    for path, text in files(folder, wanted):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            raise ProblemsError([Problem(f"not written: {reason}", str(path))]) from None
        yield path


def loaded(folder: Path, wanted: Wanted) -> Pack:
    """The packs that are there already. Raises ProblemsError."""
    packs = [pack if pack == BUILT_IN else folder / pack for pack in (BUILT_IN, *wanted.packs)]
    return load_packs(packs, profile=wanted.profile or "default")


def profiles(wanted: Wanted) -> list[str]:
    """The profiles that there are to choose from. Raises ProblemsError."""
    return list(loaded(Path.cwd(), wanted).profiles)


def files(folder: Path, wanted: Wanted) -> Iterator[tuple[Path, str]]:
    """Each file and its text."""
    if wanted.starter_pack:
        place = folder / wanted.starter_pack
        name = re.sub(r"[^a-z0-9]+", "-", place.name.lower()).strip("-") or "house"
        yield place / "pack.yaml", MANIFEST.format(name=name, folder=wanted.starter_pack)
        yield place / "words.yaml", RULES
    yield folder / YAML_NAME, config_text(wanted)


def config_text(wanted: Wanted) -> str:
    """The config: what is wanted, and the rest as comments to take out."""
    given = dict(said(wanted))
    return HEAD + "".join(f"\n# {part.comment}\n{setting(part, given)}\n" for part in PARTS)


def setting(part: Part, given: Mapping[str, str]) -> str:
    """A setting as it is given, or its sample as a comment."""
    if part.key in given:
        return f"{part.key}: {given[part.key]}"
    return "\n".join(f"# {line}" for line in part.text.split("\n"))


def said(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """The settings that are given, as YAML."""
    yield "rules", f"[{', '.join(map(written, wanted.rules))}]"
    yield "profile", written(wanted.profile or "default")
    yield "fail-on", wanted.fail_on or "warning"
    if wanted.templates is not None:
        yield "templates", "true" if wanted.templates else "false"
    if wanted.preset is not None:
        yield "preset", written(wanted.preset)


def written(text: str) -> str:
    """A text as YAML, quoted where it has to be."""
    return (
        text
        if PLAIN.fullmatch(text) and isinstance(resolve(text), str)
        else json.dumps(text, ensure_ascii=False)
    )
