"""Carries out stored runs in this process. What is unfinished when the process ends is resumed by the next one."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Generic, TypeVar

from bot.core.delivery import Delivery
from bot.core.errors import DeliveryFailed, StoreUnavailable
from bot.core.model import RunResult
from bot.core.target import Target
from bot.jobs.shared_runs import Question, SharedRuns
from bot.service import Service
from bot.store import Ask, Store, StoredRun
from bot.store.retry import write_with_retry
from bot.targets import TargetsFile

log = logging.getLogger("ses_check.jobs")

E = TypeVar("E")
# How often a busy database is asked to keep a result, in ten seconds.
_STORE_ATTEMPTS = 20


class LocalRunner(Generic[E]):
    """Runs every accepted run once.

    deliver: makes the delivery that shows a run. E: what is known of an ask but never stored, such as its response URL.
    """

    def __init__(
        self, store: Store, service: Service, targets: TargetsFile, deliver: Callable[[StoredRun, E | None], Delivery]
    ) -> None:
        self._store = store
        self._targets = targets
        self._deliver = deliver
        self._shared_runs = SharedRuns(service)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._open = True

    def submit(self, stored: StoredRun, extra: E | None = None) -> None:
        """Start a run. After `stop` it is left, as stored, for the next process. Never raises."""
        run_id = stored.ask.run_id
        if self._open and run_id not in self._tasks:
            task = asyncio.create_task(self._guard(stored, extra), name=f"run {run_id}")
            self._tasks[run_id] = task
            task.add_done_callback(lambda _: self._tasks.pop(run_id, None))

    async def resume(self) -> int:
        """Go on with the runs that earlier processes left. Returns how many. Raises StoreUnavailable."""
        left = await self._store.list_unfinished()
        for stored in left:
            await self.take_up(stored)
        return len(left)

    async def take_up(self, stored: StoredRun) -> None:
        """Go on with an unfinished run that nobody in this process works on. Raises StoreUnavailable."""
        await self._store.mark_resumed(stored.ask.run_id)
        ask = stored.ask
        target = self._targets.current().get(ask.target)
        if not ask.region and target is not None:
            # Stored by a version that did not store what its target was.
            ask = replace(ask, region=target.region, sender=target.sender, target_language=target.language)
        self.submit(replace(stored, ask=ask, resumed=True))

    def running(self, run_id: str) -> bool:
        """True while this process works on the run."""
        return run_id in self._tasks

    @property
    def busy(self) -> bool:
        """True while this process works on any run."""
        return bool(self._tasks)

    async def stop(self, grace: float) -> None:
        """Start no more runs, wait up to `grace` seconds for those under way, and cancel the rest for the next process."""
        self._open = False
        if self._tasks and grace > 0:
            await asyncio.wait(set(self._tasks.values()), timeout=grace)
        left = set(self._tasks.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _guard(self, stored: StoredRun, extra: E | None) -> None:
        run_id = stored.ask.run_id
        try:
            delivery = self._deliver(stored, extra)
            try:
                await self._run(stored, delivery)
            except (DeliveryFailed, StoreUnavailable) as problem:
                log.warning("a run is left for the next start", extra={"run": run_id, "why": str(problem)})
            except Exception:
                # The runner's guard (one of four): a crash ends the card with an incident id.
                incident = secrets.token_hex(4)
                log.exception("a run crashed", extra={"run": run_id, "incident": incident})
                await self._end(run_id, delivery, incident)
        except (DeliveryFailed, StoreUnavailable) as problem:
            log.error("a crashed run could not be ended", extra={"run": run_id, "why": str(problem)})

    async def _run(self, stored: StoredRun, delivery: Delivery) -> None:
        result = stored.result
        if result is None:
            result = await self._ask(stored, delivery)
        if result is not None:
            await delivery.finish(result)
            await self._store.mark_delivered(stored.ask.run_id)

    async def _ask(self, stored: StoredRun, delivery: Delivery) -> RunResult | None:
        run_id = stored.ask.run_id
        target = self._find_target(stored.ask)
        try:
            await delivery.show()
        except DeliveryFailed as refusal:
            await self._store.mark_failed(run_id, refusal.code)
            return None
        if target is None:
            incident = secrets.token_hex(4)
            log.error("the target of a run is gone or changed", extra={"run": run_id, "incident": incident})
            await self._end(run_id, delivery, incident)
            return None
        # "Run again" and "Verify the fix" start a run of their own even where somebody else's is under way.
        fresh = stored.ask.origin != "command"
        verified = (stored.ask.previous or "") if stored.ask.origin == "verify" else ""
        earlier = await self._read_earlier(verified) if verified else None
        question = Question(target, stored.ask.only, stored.ask.options, verified, earlier)
        shared = await self._shared_runs.join(
            question, run_id, delivery.update, fresh=fresh, claim=partial(self._claim, run_id, target)
        )
        result = replace(shared, run_id=run_id)
        await self._keep(result)
        return result

    def _find_target(self, ask: Ask) -> Target | None:
        """The target as it was asked; None where it was removed, broken, or given another region or sender since."""
        target = self._targets.current().get(ask.target)
        unchanged = target is not None and (target.region, target.sender) == (ask.region, ask.sender)
        return target if unchanged else None

    async def _read_earlier(self, run_id: str) -> RunResult | None:
        """The result of the run to verify; None where it cannot be read, so that everything is asked."""
        try:
            earlier = await self._store.get(run_id)
        except StoreUnavailable:
            log.warning("the run to verify could not be read", extra={"run": run_id})
            return None
        return earlier.result if earlier is not None else None

    async def _claim(self, run_id: str, target: Target) -> bool:
        """Claim the one mail of a run. Returns False, so that nothing is sent, where the database does not answer."""
        if not target.allow_simulator_send:
            return False
        try:
            return await self._store.claim(run_id)
        except StoreUnavailable:
            log.warning("nothing was sent: it could not be stored that it would be", extra={"run": run_id})
            return False

    async def _keep(self, result: RunResult) -> None:
        """Store the result, with several attempts. Without a database it is still delivered by this process."""
        keep = partial(self._store.keep_result, result.run_id, result)
        await write_with_retry(keep, attempts=_STORE_ATTEMPTS, run_id=result.run_id)

    async def _end(self, run_id: str, delivery: Delivery, incident: str) -> None:
        await self._store.mark_failed(run_id, incident)
        await delivery.fail(incident)
