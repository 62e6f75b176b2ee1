"""The model of a pack: manifest, word lists, named patterns, rules and their examples."""

from typing import Any, Literal

from pydantic import Field, model_validator

from replylint.packs.fix import Fix
from replylint.packs.patterns import Model, Pattern, Reach, listed
from replylint.packs.severity import Severity

LISTS = ("scope", "turns", "covers", "fix")
FORMAT = 1
"""Version of the pack format. A pack that names another one is refused."""


class Example(Model):
    """A test of a rule: exactly one of bad, good, missed, alarm; `[[…]]` marks the exact span.

    `missed` records a violation that the rule is known not to see, `alarm` a known false alarm; both fail
    when the rule starts to behave.
    """

    bad: str | None = None
    good: str | None = None
    missed: str | None = None
    alarm: str | None = None
    fixed: str | None = Field(None, description="The text after the safe fixes.")
    customer: str | None = Field(None, description="The customer's message.")
    template: bool = False
    note: str | None = Field(None, description="What this example is there to show.")

    @model_validator(mode="after")
    def _one_form(self) -> "Example":
        forms = [form for form in ("bad", "good", "missed", "alarm") if getattr(self, form) is not None]
        if len(forms) != 1:
            raise ValueError("an example has exactly one of bad, good, missed, alarm")
        return self

    @property
    def form(self) -> Literal["bad", "good", "missed", "alarm"]:
        """Which of the four it is."""
        forms: tuple[Literal["bad", "good", "missed", "alarm"], ...] = ("bad", "good", "missed", "alarm")
        return next(form for form in forms if getattr(self, form) is not None)

    @property
    def text(self) -> str:
        """The example's text, markers included."""
        return str(getattr(self, self.form))


class JudgeUse(Model):
    """What the trained judge may do in a rule: both are probabilities that the guideline is broken.

    Where no pattern fires, it fires from `fires` on; where one does, it takes it back below `vetoes`.
    """

    fires: float | None = Field(None, ge=0, le=1)
    vetoes: float | None = Field(None, ge=0, le=1)


class Rule(Model):
    """One guideline: presence of `match`, or absence of `require`, is the finding."""

    id: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
    kind: Literal["forbid", "require", "if-then", "context"] = Field(description="What sort of guideline.")
    group: Literal["ownership", "respect", "honest help", "what a reply needs", "care", "context"]
    severity: Severity
    message: str = Field(description="One short phrase: what is wrong.")
    why: str = Field(description="Why it matters to the customer.")
    source: str = Field(description="Where the guideline comes from.")
    advice: str = Field(description="What to write instead.")
    match: Pattern | None = Field(None, description="Its presence is the finding.")
    require: Pattern | None = Field(None, description="Its absence is the finding.")
    when: Pattern | None = Field(None, description="Only where this is present, too.")
    unless: Pattern | None = Field(None, description="Not where this is present within `within`.")
    within: Reach | None = Field(
        None,
        description="How near `unless` (default: sentence) or `require` with `when` (default: reply) counts.",
    )
    scope: list[str] | None = Field(
        None, description="Regions that are looked at. Default: all but signature, quotation, code."
    )
    turns: list[Literal["whole", "opening", "middle", "closing"]] | None = Field(
        None, description="The turns that are judged. A rule with `turns` judges no reply under ten words."
    )
    drafts_only: bool = Field(False, description="Not judged on templates.")
    templates_only: bool = Field(False, description="Judged on templates only.")
    judge: JudgeUse | None = Field(None, description="What the trained judge may do; without it, nothing.")
    covers: list[str] = Field(default_factory=list, description="Rules folded under this one in a passage.")
    fix: list[Fix] = Field(
        default_factory=list, description="What is written in place of a hit: the first one that suits it."
    )
    examples: list[Example] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        if not isinstance(data, dict):
            return data
        return {key: listed(v) if key in LISTS else v for key, v in data.items()}

    @model_validator(mode="after")
    def _match_or_require(self) -> "Rule":
        if (self.match is None) == (self.require is None):
            raise ValueError("a rule has exactly one of `match` and `require`")
        return self


class Override(Model):
    """What a pack changes in a rule that it inherits."""

    severity: Severity | None = None
    message: str | None = None
    advice: str | None = None
    examples: list[Example] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _severity_alone(cls, data: Any) -> Any:  # noqa: ANN401
        return {"severity": data} if isinstance(data, str) else data


class NamedPattern(Model):
    """A pattern with a name, a line about it, and examples of its own: bare text, `[[…]]` marks its span."""

    about: str = ""
    pattern: Pattern
    hits: list[str] = Field(default_factory=list, description="Texts that it finds; `[[…]]` marks where.")
    misses: list[str] = Field(default_factory=list, description="Texts that it must not find.")


class Manifest(Model):
    """The head of a pack, in `pack.yaml`."""

    format: Literal[1] = 1
    name: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
    version: str = "1"
    about: str = ""
    language: Literal["en"] = "en"
    extends: list[str] = Field(
        default_factory=list, description="Packs to build on: built-in names or paths."
    )
    profiles: dict[str, dict[Severity, Severity]] = Field(default_factory=dict)
    overrides: dict[str, Override] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        if not isinstance(data, dict):
            return data
        return {key: listed(value) if key == "extends" else value for key, value in data.items()}


class PackFile(Model):
    """Any other YAML file of a pack."""

    words: dict[str, list[str]] = Field(default_factory=dict)
    patterns: dict[str, NamedPattern] = Field(default_factory=dict)
    rules: list[Rule] = Field(default_factory=list)
