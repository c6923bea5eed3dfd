"""The database: runs as codes and values, and what channels and people chose."""

from bot.store.model import Accepted, Ask, CardPlace, Owner, Preference, State, StoredRun
from bot.store.store import Store

__all__ = ["Accepted", "Ask", "CardPlace", "Owner", "Preference", "State", "Store", "StoredRun"]
