"""The pattern language: one model for each kind of pattern."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

KINDS = (
    "phrase", "clause", "tokens", "dependency", "regex", "length", "repeat", "placeholder", "unshared",
    "any", "all", "not", "customer",
)  # fmt: skip

Role = Literal["company", "customer", "third", "nobody"]
Modality = Literal["plain", "modal", "hindsight", "guess", "obligation"]
Mood = Literal["statement", "question", "command", "condition"]
Time = Literal["past", "present", "future"]
Region = Literal["greeting", "body", "closing", "signature", "list", "quotation", "code"]
Reach = Literal["hit", "clause", "sentence", "next", "around", "paragraph", "reply"]


class Model(BaseModel):
    """A strict, frozen model: an unknown key is a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def listed(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
    """A single value written where a list may stand."""
    return value if isinstance(value, list) or value is None else [value]


class Clause(Model):
    """Who does what to whom. Every key narrows; one that is left out does not matter.

    `subject` and `object` take roles (company, customer, third, nobody) or phrases that their words must
    contain; `verb` takes base forms or `@list`.
    """

    subject: list[str] | None = Field(None, description="Role of the doer, or phrases that it contains.")
    verb: list[str] | None = Field(None, description="Base forms of the verb, or @list.")
    not_verb: list[str] | None = Field(None, description="Base forms that the verb must not be, or @list.")
    object: list[str] | None = Field(None, description="Role of what it is done to, or phrases in it.")
    polarity: Literal["positive", "negative"] | None = Field(None, description="Negated or not.")
    modality: list[Modality] | None = Field(
        None,
        description="plain: no modal. modal: can, will, would, may … hindsight: should/could have, had you … "
        "guess: must/may/might have. obligation: must, have to, need to, should.",
    )
    modal: list[str] | None = Field(None, description="The modal verbs themselves: can, will, must …")
    mood: list[Mood] | None = Field(None, description="Told, asked, commanded, or set as a condition.")
    time: list[Time] | None = Field(None, description="When it happens.")
    voice: Literal["active", "passive"] | None = Field(None, description="Active or passive.")
    relative: bool | None = Field(None, description='Whether it is a relative clause: "the ride you took".')
    with_: list[str] | None = Field(
        None, alias="with", description="Phrases of which one must stand in the clause."
    )
    without: list[str] | None = Field(None, description="Phrases of which none may stand in the clause.")

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        single = ("polarity", "voice", "relative")
        if not isinstance(data, dict):
            return data
        return {key: value if key in single else listed(value) for key, value in data.items()}


class Length(Model):
    """Sentences longer than so many words; `unless_list` leaves enumerations out."""

    more_than: int = Field(description="Words in one sentence.", gt=0)
    unless_list: bool = Field(True, description="Leave out sentences that enumerate.")


class Repeat(Model):
    """The same word twice in a row."""

    besides: list[str] = Field(default_factory=list, description="Words that may stand twice: had, that.")


class Unshared(Model):
    """Something in one text whose topic words do not come up in the other.

    `of: reply` finds hits of `pattern` in the reply whose topic words are not in the customer's message;
    `of: customer` the other way round. Without a customer's message it never matches.
    """

    of: Literal["reply", "customer"]
    pattern: "Pattern"
    ignore: str | None = Field(None, description="A word list of words that are no topic.")


class PatternNode(Model):
    """A pattern: exactly one kind, and where it may stand."""

    phrase: list[str] | None = Field(None, description="Words in order; see `replylint rules try`.")
    clause: Clause | None = Field(None, description="Who does what to whom.")
    tokens: list[dict[str, Any]] | None = Field(None, description="A spaCy Matcher pattern, as is.")
    dependency: list[dict[str, Any]] | None = Field(
        None, description="A spaCy DependencyMatcher pattern, as is."
    )
    regex: list[str] | None = Field(None, description="An RE2 expression over the text as written.")
    length: Length | None = Field(None, description="Sentences that are too long.")
    repeat: Repeat | None = Field(None, description="Doubled words.")
    placeholder: Literal["broken"] | None = Field(
        None,
        description="What looks like a placeholder or tag and is none: not closed, empty, without its end.",
    )
    unshared: Unshared | None = Field(None, description="A topic of one text that the other lacks.")
    any: list["Pattern"] | None = Field(None, description="One of these.")
    all: list["Pattern"] | None = Field(
        None, description="All of these within `within`; the first one that is no `not` is what is shown."
    )
    not_: "Pattern | None" = Field(None, alias="not", description="Inside `all`: must not be there.")
    customer: "Pattern | None" = Field(
        None, description="Holds where the customer's message is known and has this."
    )
    within: Reach | None = Field(None, description="For `all`: how near. Default: sentence.")
    scope: list[str] | None = Field(
        None, description="Regions where it counts: greeting, body, closing … or `first`, `last` sentence."
    )

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        if not isinstance(data, dict):
            return data
        lists = ("phrase", "regex", "scope")
        return {key: listed(value) if key in lists else value for key, value in data.items()}

    @model_validator(mode="after")
    def _one_kind(self) -> "PatternNode":
        kinds = self.kinds()
        if len(kinds) != 1:
            named = " and ".join(kinds) or "none"
            raise ValueError(f"a pattern has exactly one kind of {', '.join(KINDS)}; this one has {named}")
        if self.within and kinds != ["all"]:
            raise ValueError("`within` belongs to `all`")
        return self

    def kinds(self) -> list[str]:
        """The kinds that are set: one, where the model is valid."""
        return [kind for kind in KINDS if getattr(self, kind if kind != "not" else "not_") is not None]

    @property
    def kind(self) -> str:
        """The one kind that is set."""
        return self.kinds()[0]


def _form(value: Any) -> str:  # noqa: ANN401
    return "name" if isinstance(value, str) else "pattern"


Pattern = Annotated[
    Annotated[str, Tag("name")] | Annotated[PatternNode, Tag("pattern")], Discriminator(_form)
]


def children(pattern: "str | PatternNode") -> Iterator["str | PatternNode"]:
    """The patterns directly inside a pattern."""
    if isinstance(pattern, str):
        return
    yield from pattern.any or ()
    yield from pattern.all or ()
    topic = pattern.unshared.pattern if pattern.unshared else None
    for inner in (pattern.not_, pattern.customer, topic):
        if inner is not None:
            yield inner


def names(pattern: "str | PatternNode") -> Iterator[str]:
    """Every named pattern that a pattern refers to, directly."""
    if isinstance(pattern, str):
        yield pattern
    for child in children(pattern):
        yield from names(child)


Unshared.model_rebuild()
PatternNode.model_rebuild()
