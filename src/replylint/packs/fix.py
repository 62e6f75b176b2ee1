"""The model of fixes: what may be written in place of a hit."""

from typing import Literal

from pydantic import Field, field_validator, model_validator

from replylint.packs.patterns import Model

Operation = Literal["lowercase", "undouble", "single-mark", "delete"]


class Fix(Model):
    """What is written in place of a hit: by a table of words, or by an operation. It has exactly one of both.

    `lowercase` writes capitals small, `undouble` leaves one of two equal words, `single-mark` one of many
    exclamation or question marks, `delete` nothing. An operation that does not suit the hit does nothing.
    """

    words: dict[str, str] = Field(
        default_factory=dict, description="What is written instead, by the words of the hit in any case."
    )
    do: Operation | None = Field(None, description="What is done with the words of the hit.")
    matching: str | None = Field(
        None, description="Only hits that this RE2 expression describes from end to end."
    )
    safe: bool = Field(True, description="Whether it is right wherever it applies, so that nobody must look.")

    @field_validator("words")
    @classmethod
    def _small(cls, words: dict[str, str]) -> dict[str, str]:
        return {key.lower().replace("’", "'"): value for key, value in words.items()}

    @model_validator(mode="after")
    def _one(self) -> "Fix":
        if bool(self.words) == (self.do is not None):
            raise ValueError("a fix has exactly one of `words` and `do`")
        return self
