"""The model of comparisons: what rules of kind `library` look for over all templates of a library."""

from typing import Any, Literal

from pydantic import Field, model_validator

from replylint.packs.patterns import Model, listed

COMPARISONS = ("alike", "facts", "mixed", "placeholders")
WITHIN = Literal["file", "folder", "library"]
Value = Literal["duration", "phone", "hours", "address"]


def _listed(data: Any, *keys: str) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
    if not isinstance(data, dict):
        return data
    return {key: listed(value) if key in keys else value for key, value in data.items()}


class Alike(Model):
    """Templates whose bodies say nearly the same. Placeholders count as one word, whatever their names."""

    threshold: float = Field(
        0.7, ge=0.5, le=1, description="Share of three-word runs in common from which on two are alike."
    )
    fewest: int = Field(12, ge=4, description="Shorter bodies, in words, are left out.")
    differ: list[str] = Field(
        default_factory=list, description="Phrases: where only one of two has such words, they are not alike."
    )

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        return _listed(data, "differ")


class Fact(Model):
    """Something of which there is one in a company: a period, a number to call, an address, opening hours.

    Two templates speak of the same one where they say it in one of these ways and the same words of `apart`
    are near.
    """

    value: Value = Field(description="What is compared.")
    said: list[str] = Field(description="Phrases with `<value>` where the value stands.", min_length=1)
    besides: list[str] = Field(
        default_factory=list, description="Phrases that must not be in what such a phrase finds."
    )
    apart: list[str] = Field(
        default_factory=list, description="Words that make another fact of it: sale, express, PayPal."
    )
    regions: list[str] = Field(
        default_factory=lambda: ["US", "GB"],
        description="Phone numbers: countries of numbers without +, the likeliest first.",
    )

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        return _listed(data, "said", "besides", "apart", "regions")


class Way(Model):
    """One way to write something: phrases and RE2 expressions."""

    phrase: list[str] = Field(default_factory=list, description="Phrases, or @list.")
    regex: list[str] = Field(default_factory=list, description="RE2 expressions over the text as written.")

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        if isinstance(data, str | list):
            return {"phrase": listed(data)}
        return _listed(data, "phrase", "regex")


class Mix(Model):
    """Ways of which a library should have one; the one that most templates have wins."""

    ways: dict[str, Way] = Field(description="The ways, each by its name.", min_length=2)
    scope: Literal["greeting", "body"] | None = Field(None, description="Only in this part of a reply.")
    english: bool = Field(True, description="Only in templates in English.")
    fewest: int = Field(3, ge=2, description="Templates that must have the way that wins.")
    share: float = Field(
        0.5, ge=0.5, lt=1, description="More than this share of the templates must have the way that wins."
    )


class Placeholders(Model):
    """Placeholders that nothing will fill in: misspelt, or written as another program writes them."""

    fewest: int = Field(3, ge=2, description="Templates that must have the one that is meant.")
    near: float = Field(0.84, ge=0.5, le=1, description="How like two names must be for a misspelling.")
    known: list[str] = Field(default_factory=list, description="Names that are right; `*` stands for more.")

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        return _listed(data, "known")


class Compare(Model):
    """A comparison of the templates of a library: exactly one kind."""

    alike: Alike | None = Field(None, description="Templates that say nearly the same.")
    facts: dict[str, Fact] | None = Field(None, description="Facts that templates contradict each other in.")
    mixed: dict[str, Mix] | None = Field(None, description="Ways of writing that are mixed.")
    placeholders: Placeholders | None = Field(None, description="Placeholders that nothing will fill in.")
    within: WITHIN = Field(
        "folder",
        description="What is compared with what: the replies of a file (or of a folder of files with one "
        "each), of the files in a folder, or all of the run.",
    )

    @model_validator(mode="after")
    def _one_kind(self) -> "Compare":
        if len(self.kinds()) != 1:
            named = " and ".join(self.kinds()) or "none"
            raise ValueError(
                f"a comparison has exactly one of {', '.join(COMPARISONS)}; this one has {named}"
            )
        return self

    def kinds(self) -> list[str]:
        """The kinds that are set: one, where the model is valid."""
        return [kind for kind in COMPARISONS if getattr(self, kind) is not None]
