"""What the user said about the inputs."""

from dataclasses import dataclass

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
