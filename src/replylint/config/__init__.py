"""Settings: what can be set, where it is looked for, what holds for a file, and where each was set."""

from replylint.config.find import find_config
from replylint.config.held import held, overrides_of
from replylint.config.layer import COMMAND_LINE, Place
from replylint.config.load import load_config
from replylint.config.model import Config, Override, SuppressionEntry
from replylint.config.names import check_ids
from replylint.config.settings import DEFAULT, Settings, keys, with_command_line

__all__ = [
    "COMMAND_LINE",
    "DEFAULT",
    "Config",
    "Override",
    "Place",
    "Settings",
    "SuppressionEntry",
    "check_ids",
    "find_config",
    "held",
    "keys",
    "load_config",
    "overrides_of",
    "with_command_line",
]
