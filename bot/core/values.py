"""Values that sentences, guides and commands take by name."""

from collections.abc import Mapping

Value = str | int | float | bool | tuple[str, ...]
Values = Mapping[str, Value]
