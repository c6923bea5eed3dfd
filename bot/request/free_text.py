"""What a person typed after `/ses-explain`, `/ses-guide` or `/ses-compare`, as a value. Nothing that can be typed raises.

The text is a pasted error, a search or a JSON object and may hold anything, so a flag counts only at its beginning and at
its end, and only with a value that it takes. Everything else belongs to the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.request.commands import Command
from bot.request.flags import LANG, Flag, Switch
from bot.request.grammar import help_request, read_flag
from bot.request.words import plain_letters

# Longer words are no flags, in characters: a pasted megabyte is not folded for nothing.
_LONGEST_FLAG = 40


@dataclass(frozen=True, slots=True)
class TextRequest:
    """text: as typed, without the flags; "" where only flags were typed or help was asked for.

    language: None where not said. help: the text asks how the command works.
    """

    text: str
    language: str | None = None
    public: bool = False
    help: bool = False


def parse_text(text: str, command: Command) -> TextRequest:
    """The request that a command's text stands for."""
    if asked := help_request(text):
        return TextRequest("", asked.language, help=True)
    rest, language, public = text.strip(), None, False
    while found := next(_flags_at_the_ends(rest, command), None):
        flag, rest = found
        if isinstance(flag, Switch):
            public = public or flag is Switch.PUBLIC
        elif flag[0] is LANG:
            language = flag[1]
    return TextRequest(rest, language, public)


def _flags_at_the_ends(text: str, command: Command) -> Iterator[tuple[Switch | tuple[Flag, str], str]]:
    """Every flag or switch that the first or the last one or two words are, and the text without it."""
    for count in (1, 2):
        first, last = text.split(maxsplit=count), text.rsplit(maxsplit=count)
        for words, others in ((first[:count], first[count:]), (last[-count:], last[:-count])):
            if len(words) < count or sum(map(len, words)) > _LONGEST_FLAG:
                continue
            read = read_flag([plain_letters(word) for word in words], command)
            if read is not None and isinstance(read[0], Switch | tuple) and read[1] == count:
                yield read[0], others[0].strip() if others else ""
