"""What the user said about the inputs."""

from dataclasses import dataclass
from typing import Literal

from replylint.text.reply import Turn


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read.

    The fields name columns or JSON keys of a data set (`a.b` is the key `b` of the object `a`); without
    `reply_field` there are no data sets. `customer` (a text) and `turn` hold where a row says nothing.
    `templates` makes every reply a template. `stdin_filename` names standard input and decides its format.
    `exclude` are globs of files and folders that are passed over when a folder is searched; `gitignore` says
    whether its `.gitignore` files hold. `mail` says that
    files and standard input whose name does not tell are mails with their headers.
    `preset` is the name or file of the preset that says where a library's replies are, `presets` are files of
    presets that are tried before the built-in ones; `reply_paths` are JSONPaths to the replies, which are
    written in `reply_markup`. `allow_empty` takes a library without a reply as it is.
    """

    reply_field: str | None = None
    customer_field: str | None = None
    turn_field: str | None = None
    id_field: str | None = None
    templates: bool = False
    customer: str | None = None
    turn: Turn = Turn.WHOLE
    stdin_filename: str | None = None
    exclude: tuple[str, ...] = ()
    mail: bool = False
    gitignore: bool = True
    preset: str | None = None
    presets: tuple[str, ...] = ()
    reply_paths: tuple[str, ...] = ()
    reply_markup: Literal["plain", "markdown", "html", "file"] = "plain"
    allow_empty: bool = False
