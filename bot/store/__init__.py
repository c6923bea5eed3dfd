"""The database: runs as codes and values, each channel's last target, and each person's language."""

from bot.store.model import Accepted, Ask, CardPlace, State, StoredRun
from bot.store.store import Store

__all__ = ["Accepted", "Ask", "CardPlace", "State", "Store", "StoredRun"]
