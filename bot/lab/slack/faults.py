"""Faults on order: what the Web API does wrong next, per method ("*" for all, RESPONSE_URL for response_url)."""

from dataclasses import dataclass

RESPONSE_URL = "response_url"


@dataclass(frozen=True)
class Fault:
    """One disturbance. The fields that are set say what happens; the request is stored first if `after` is true."""

    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    stall: float | None = None
    drop: bool = False
    after: bool = False


class Faults:
    """Orders that are used up call by call, oldest first."""

    def __init__(self) -> None:
        self._orders: list[tuple[str, Fault, int]] = []

    def error(self, method: str, code: str, *, times: int = 1) -> None:
        """Answer with `ok: false` and `code`."""
        self._order(method, Fault(error=code), times)

    def ratelimit(self, method: str, *, retry_after: int = 1, times: int = 1) -> None:
        """Answer 429 with Retry-After in seconds."""
        self._order(method, Fault(status=429, retry_after=retry_after), times)

    def status(self, method: str, status: int, *, times: int = 1) -> None:
        """Answer with an HTTP status such as 503 and no JSON."""
        self._order(method, Fault(status=status), times)

    def stall(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Say nothing for `seconds`, then do what was asked."""
        self._order(method, Fault(stall=seconds), times)

    def drop(self, method: str, *, times: int = 1) -> None:
        """Close the connection without doing what was asked."""
        self._order(method, Fault(drop=True), times)

    def drop_after(self, method: str, *, times: int = 1) -> None:
        """Do what was asked, then close the connection without an answer: a message is posted, its ts never told."""
        self._order(method, Fault(drop=True, after=True), times)

    def clear(self) -> None:
        self._orders.clear()

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, used up by being asked for."""
        for index, (name, fault, times) in enumerate(self._orders):
            if name in (method, "*"):
                if times > 1:
                    self._orders[index] = (name, fault, times - 1)
                else:
                    del self._orders[index]
                return fault
        return None

    def _order(self, method: str, fault: Fault, times: int) -> None:
        self._orders.append((method, fault, times))
