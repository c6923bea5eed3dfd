"""Why an answer is UNKNOWN, in words: the reason, and the one thing that decides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.core.model import CheckResult, Note, Outcome, RunResult
from bot.core.repair import Repair, RepairKind
from bot.diagnosis.diagnose import Diagnosis
from bot.words.catalogue import Catalogue
from bot.words.report import Undecided
from bot.words.values import format_prose


def explain_undecided(diagnosis: Diagnosis, run: RunResult, words: Catalogue) -> Undecided:
    """What an UNKNOWN answer leads with. Call it only where the verdict is UNKNOWN."""
    if run.only == "probe":
        return _of_probe(run, words)
    if run.only is not None:
        return Undecided(words("unsure.only", group=run.only), words("decide.whole", target=run.target))
    if not run.ways:
        return Undecided(
            words("unsure.no_way"), words(_without_file("decide.no_way", run.target, words), target=run.target)
        )
    lookup = _telling(_at_the_root(diagnosis.unanswered, run))
    note, repair = lookup.judgement.note, lookup.judgement.repair
    missing = _missing(diagnosis.unanswered) if lookup.judgement.missing_permission else ()
    if missing:
        reason = words("unsure.denied", actions=list_actions(missing, words))
    elif repair is not None and note is not None:
        reason = describe_note(note, words, run.target)
    else:
        label = words(f"check.{lookup.id}")
        told = describe_note(note, words, run.target) if note else ""
        reason = words("unsure.because", check=label, reason=told) if told else words("unsure.looks", checks=label)
    if repair is None or repair.kind is RepairKind.PERMISSION:
        key = "decide.permission" if missing else _deciding(lookup, words)
        told = words(_without_file(key, run.target, words), target=run.target, region=run.region)
        return Undecided(_whole(reason), told)
    return Undecided(_whole(reason), describe_note(repair, words, run.target))


def describe_repairs(notes: Iterable[Repair], target: str, words: Catalogue) -> tuple[str, ...]:
    """What to repair in the bot: one sentence a cause. All missing permissions are one."""
    notes = tuple(notes)
    actions = tuple(str(n.values.get("action", "")) for n in notes if n.kind is RepairKind.PERMISSION)
    others = tuple(describe_note(n, words, target) for n in notes if n.kind is not RepairKind.PERMISSION)
    return (*((_permissions(actions, target, words),) if actions else ()), *others)


def describe_note(note: Note | Repair, words: Catalogue, target: str) -> str:
    """A note, or what to repair in the bot, in words. target: the name of the target that it is about."""
    key = _without_file(note.key, target, words)
    return words(key, **format_prose({"target": target, **note.values}, frozenset(), words))


def _without_file(key: str, target: str, words: Catalogue) -> str:
    """The key of a sentence that names the targets file, or of its form for a target made of options.

    Such a target is named as its options are typed ("--env-file .env").
    """
    other = f"{key}.no_file"
    return other if target.startswith("--") and other in words else key


def list_actions(actions: Sequence[str], words: Catalogue) -> str:
    """The first of several IAM actions, and how many more there are."""
    first, *rest = actions
    return words("list.more", first=f"`{first}`", count=str(len(rest))) if rest else f"`{first}`"


def _telling(lookups: Sequence[CheckResult]) -> CheckResult:
    """The lookup whose reason the most have in common; what could not be looked at before what was not asked."""
    reasons = Counter(r.judgement.note.key if r.judgement.note else "" for r in lookups)

    def weight(result: CheckResult) -> tuple[bool, int]:
        key = result.judgement.note.key if result.judgement.note else ""
        return result.outcome is not Outcome.UNKNOWN, -reasons[key]

    return min(lookups, key=weight)


def _at_the_root(lookups: Iterable[CheckResult], run: RunResult) -> tuple[CheckResult, ...]:
    """The lookups, each that another check blocked replaced by that one."""
    found = (run.result(r.blocked_by) if r.blocked_by else r for r in lookups)
    return tuple(r for r in found if r is not None and not r.outcome.conclusive)


def _missing(lookups: Iterable[CheckResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for r in lookups if (a := r.judgement.missing_permission)))


def _permissions(actions: Sequence[str], target: str, words: Catalogue) -> str:
    key = _without_file("repair.permission", target, words)
    return words(key, target=target, action=list_actions(actions, words))


def _of_probe(run: RunResult, words: Catalogue) -> Undecided:
    labels = ", ".join(words(f"check.{r.id}") for r in run.results if r.outcome is Outcome.UNKNOWN)
    reason = words("unsure.probe.looks", checks=labels) if labels else words("unsure.probe")
    return Undecided(reason, words("decide.probe"))


def _deciding(lookup: CheckResult, words: Catalogue) -> str:
    """The key of the sentence that says what decides: that of the reason, else a general one."""
    own = f"decide.{lookup.judgement.note.key}" if lookup.judgement.note else ""
    if own in words:
        return own
    if lookup.outcome is Outcome.SKIPPED:
        return "decide.configure"
    return "decide.from_there" if lookup.id.startswith("smtp.") else "decide.again"


def _whole(text: str) -> str:
    """A reason as a sentence of its own."""
    ended = text if text.endswith((".", "!", "?")) else f"{text}."
    return ended[:1].upper() + ended[1:]
