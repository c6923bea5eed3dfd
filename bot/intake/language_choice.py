"""In which language a question is answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.languages import DEFAULT, LANGUAGES, language_of_locale


@dataclass(frozen=True, slots=True)
class LanguageWishes:
    """What a language follows from, the strongest first; "" for what is not said.

    flag: was typed. choice: of the person, by a button. channel: of the channel, by its settings. target: the target's own.
    default: of the targets file.
    locale: of the person's chat client, such as "de-DE"; None where it is not known yet. It comes last because a client
    may not offer the language that a team speaks: Slack has no Vietnamese interface.
    """

    flag: str = ""
    choice: str = ""
    channel: str = ""
    target: str = ""
    default: str = ""
    locale: str | None = None


def choose_language(wishes: LanguageWishes, *, shared: bool = False) -> str | None:
    """The first of the wishes that is spoken, else English. None where that depends on a locale that is not known yet.

    shared: a whole channel reads the answer, so that one person's choice does not count.
    """
    for wish in (wishes.flag, "" if shared else wishes.choice, wishes.channel, wishes.target, wishes.default):
        if wish in LANGUAGES:
            return wish
    if wishes.locale is None:
        return None
    return language_of_locale(wishes.locale) or DEFAULT


def keep_flag(flag: str | None, shown: frozenset[str], *, private: bool) -> str | None:
    """The language flag for a question that is asked again from its card. flag: of the earlier question.

    shown: the languages that the clicked card may have been in. None where a private card was switched to another
    language since: then the person's choice counts.
    """
    return None if private and shown and flag not in shown else flag
