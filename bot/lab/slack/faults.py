"""Faults that tests order for the next calls of the Web API, by method ("*": any; RESPONSE_URL: response_url)."""

from dataclasses import dataclass

RESPONSE_URL = "response_url"


@dataclass(frozen=True)
class Fault:
    """One fault. The fields that are set say what happens. after: with `drop`, the call is carried out first."""

    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    stall: float | None = None
    drop: bool = False
    after: bool = False


class Faults:
    """The ordered faults. Each call uses up the oldest one for its method."""

    def __init__(self) -> None:
        self._orders: list[tuple[str, Fault, int]] = []

    def error(self, method: str, code: str, *, times: int = 1) -> None:
        """Orders an answer with `ok: false` and `code`."""
        self._order(method, Fault(error=code), times)

    def ratelimit(self, method: str, *, retry_after: int = 1, times: int = 1) -> None:
        """Orders the answer 429. retry_after: the seconds of its Retry-After header."""
        self._order(method, Fault(status=429, retry_after=retry_after), times)

    def status(self, method: str, status: int, *, times: int = 1) -> None:
        """Orders an answer with an HTTP status such as 503, without JSON."""
        self._order(method, Fault(status=status), times)

    def stall(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Orders a delay of `seconds`, after which the call is carried out."""
        self._order(method, Fault(stall=seconds), times)

    def drop(self, method: str, *, times: int = 1) -> None:
        """Orders the connection to be closed without carrying out the call."""
        self._order(method, Fault(drop=True), times)

    def drop_after(self, method: str, *, times: int = 1) -> None:
        """Orders the call to be carried out and the connection to be closed: the message is posted, its ts is lost."""
        self._order(method, Fault(drop=True, after=True), times)

    def clear(self) -> None:
        self._orders.clear()

    def take(self, method: str) -> Fault | None:
        """Returns the fault for this call, or None, and counts it down."""
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
