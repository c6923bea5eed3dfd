"""The targets file: which environments may be checked, how, and by whom."""

from bot.targets.collection import Access, Entry, Targets, allowed
from bot.targets.following import FILE_NAME, TargetsFile, find_config
from bot.targets.loading import load

__all__ = ["FILE_NAME", "Access", "Entry", "Targets", "TargetsFile", "allowed", "find_config", "load"]
