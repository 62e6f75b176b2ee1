"""The model of a pack: manifest, word lists, named patterns, rules and their examples."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from replylint.packs.compare import Compare
from replylint.packs.fix import Fix
from replylint.packs.patterns import Model, Pattern, Reach, listed
from replylint.packs.severity import Severity

LISTS = ("scope", "turns", "covers", "fix")
FORMAT = 1
"""Version of the pack format. A pack that names another one is refused."""


def _number(value: Any) -> str:  # noqa: ANN401
    return "several" if isinstance(value, list) else "one"


Texts = Annotated[Annotated[str, Tag("one")] | Annotated[list[str], Tag("several")], Discriminator(_number)]
"""A reply; or, for rules of kind `library`, several."""


class Example(Model):
    """A test of a rule: exactly one of bad, good, missed, alarm; `[[…]]` marks the exact span.

    `missed` records a violation that the rule is known not to see, `alarm` a known false alarm; both fail
    when the rule starts to behave. An example of a rule of kind `library` is several replies.
    """

    bad: Texts | None = None
    good: Texts | None = None
    missed: Texts | None = None
    alarm: Texts | None = None
    fixed: str | None = Field(None, description="The text after the safe fixes.")
    customer: str | None = Field(None, description="The customer's message.")
    files: list[str] | None = Field(
        None, description="The files that the several replies stand in, one for each. Default: 1.txt, 2.txt …"
    )
    template: bool = False
    note: str | None = Field(None, description="What this example is there to show.")

    @model_validator(mode="after")
    def _one_form(self) -> "Example":
        forms = [form for form in ("bad", "good", "missed", "alarm") if getattr(self, form) is not None]
        if len(forms) != 1:
            raise ValueError("an example has exactly one of bad, good, missed, alarm")
        if self.files is not None and len(set(self.files)) != len(self.replies):
            raise ValueError("`files` names one file for each reply, no two the same")
        return self

    @property
    def form(self) -> Literal["bad", "good", "missed", "alarm"]:
        """Which of the four it is."""
        forms: tuple[Literal["bad", "good", "missed", "alarm"], ...] = ("bad", "good", "missed", "alarm")
        return next(form for form in forms if getattr(self, form) is not None)

    @property
    def text(self) -> str:
        """The example's text, markers included; of several replies all, parted by blank lines."""
        return "\n\n".join(text for _, text in self.replies)

    @property
    def replies(self) -> tuple[tuple[str, str], ...]:
        """The replies of the example, markers included, each with the name of its file."""
        texts = listed(getattr(self, self.form))
        names = self.files or [f"{nth}.txt" for nth in range(1, len(texts) + 1)]
        return tuple(zip(names, texts, strict=False))


class JudgeUse(Model):
    """What the trained judge may do in a rule: both are probabilities that the guideline is broken.

    Where no pattern fires, it fires from `fires` on; where one does, it takes it back below `vetoes`.
    """

    fires: float | None = Field(None, ge=0, le=1)
    vetoes: float | None = Field(None, ge=0, le=1)


class Rule(Model):
    """One guideline: presence of `match`, or absence of `require`, is the finding.

    A rule of kind `library` has `compare` instead: it looks at all templates of a library at once.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
    kind: Literal["forbid", "require", "if-then", "context", "library"] = Field(
        description="What sort of guideline."
    )
    group: Literal[
        "ownership", "respect", "honest help", "what a reply needs", "care", "context", "consistency"
    ]
    severity: Severity
    message: str = Field(description="One short phrase: what is wrong.")
    why: str = Field(description="Why it matters to the customer.")
    source: str = Field(description="Where the guideline comes from.")
    advice: str = Field(description="What to write instead.")
    match: Pattern | None = Field(None, description="Its presence is the finding.")
    require: Pattern | None = Field(None, description="Its absence is the finding.")
    compare: Compare | None = Field(None, description="What is compared over a library.")
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
    def _one_sort(self) -> "Rule":
        sorts = [key for key in ("match", "require", "compare") if getattr(self, key) is not None]
        if self.kind == "library":
            _check_library(self, sorts)
        elif sorts not in (["match"], ["require"]):
            raise ValueError("a rule has exactly one of `match` and `require`")
        elif any(len(example.replies) > 1 for example in self.examples):
            raise ValueError("only examples of rules of kind `library` are several replies")
        return self


def _check_library(rule: Rule, sorts: list[str]) -> None:
    """Raises ValueError for what a rule of kind `library` cannot have."""
    if sorts != ["compare"]:
        raise ValueError("a rule of kind `library` has `compare`, and neither `match` nor `require`")
    of_one_reply = ("when", "unless", "within", "scope", "turns", "judge", "covers", "fix")
    said = [key for key in of_one_reply if getattr(rule, key)]
    if said or rule.drafts_only or rule.templates_only:
        raise ValueError(f"a rule of kind `library` has no `{(said or ['drafts_only'])[0]}`")


class Override(Model):
    """What a pack changes in a rule that it inherits."""

    severity: Severity | None = None
    message: str | None = None
    advice: str | None = None
    compare: dict[str, Any] = Field(
        default_factory=dict, description="Keys of `compare` that are changed; what it does not name stays."
    )
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
