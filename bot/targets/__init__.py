"""The targets file `ses-check.toml`: which environments may be checked, how they send mail, and who may check them.

`load` reads the file into `Targets`; `TargetsFile` reads it again when it changes. Mistakes in the file are values
(bot.core.errors.Mistake), so one broken target leaves the others usable.

To add a key, add a field to its table in schema.py, with its rule in fields.py, and hand its value to a field of
`Target` (bot/core/target.py). The key `port` of [targets.prod.smtp], for example, is `port: Port = SMTP_PORT` in
`SmtpTable`; the rule is `_port` in fields.py.
"""

from bot.targets.collection import Access, Entry, Targets
from bot.targets.loading import load
from bot.targets.targets_file import FILE_NAME, TargetsFile, find_config

__all__ = ["FILE_NAME", "Access", "Entry", "Targets", "TargetsFile", "find_config", "load"]
