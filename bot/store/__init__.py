"""What outlives the process: runs as codes and values, and what people chose."""

from bot.store.model import Accepted, Ask, State, StoredRun
from bot.store.store import Store

__all__ = ["Accepted", "Ask", "State", "Store", "StoredRun"]
