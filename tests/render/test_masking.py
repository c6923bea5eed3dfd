"""In a channel, key ids, account ids and ARNs are cut to their last four characters."""

from __future__ import annotations

from dataclasses import replace

from bot.render.masking import masked
from bot.render.slack.card import card, fix_modal
from bot.render.slack.details import details
from tests.render.samples import ACCOUNT, KEY, report
from tests.render.slack_limits import shown


def test_a_channel_sees_the_last_four_only() -> None:
    answer = replace(report(), repairs=(f"the role of {ACCOUNT} is gone",))
    payload = card(answer, asked_by="an", private=False, before=answer)
    read = shown([payload, *payload.overflow, details(answer, private=False)]) + payload.text
    assert KEY not in read
    assert ACCOUNT not in read
    assert "AKIA…MPLE" in read
    assert "…3333" in read


def test_a_private_card_and_the_modal_show_them_in_full() -> None:
    payload = card(report(), asked_by="U0123456789", private=True)
    assert KEY in shown([payload])
    assert KEY in shown(fix_modal(report()))


def test_a_command_that_the_mask_would_break_is_left_out_and_the_run_id_kept() -> None:
    answer = replace(report(), run_id="123456789012")
    safe = masked(answer)
    assert [len(step.commands) for step in safe.roots[0].fix] == [1, 1, 0]
    assert safe.run_id == "123456789012"
    assert safe.roots[0].links == answer.roots[0].links


def test_a_channel_sees_the_first_letter_of_the_recipient_only() -> None:
    someone = "someone.private@example.org"
    answer = replace(report(), repairs=(f"ask {someone}",))
    payload = card(answer, asked_by="an", private=False, recipient=someone)
    read = shown([payload, details(answer, private=False, recipient=someone)]) + payload.text
    assert someone not in read and "s…@example.org" in read
    assert someone in shown([details(answer, private=True, recipient=someone)])
