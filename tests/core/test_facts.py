"""Joining the facts of several checks."""

from __future__ import annotations

from bot.core.facts import AccountFacts, CertificateFacts, CredentialFacts, Facts, KeyFacts, merge_facts

FIRST, SECOND = KeyFacts("AKIAIOSFODNN7EXAMPLE", "myapp"), KeyFacts("AKIAI44QH8DHBEXAMPLE", "mailer")


def test_what_one_check_knows_stays_where_another_knows_nothing() -> None:
    known = Facts(CredentialFacts("user"), accounts=AccountFacts(inspected="111122223333"), clock_skew=0)
    assert merge_facts([known, Facts()]) == merge_facts([Facts(), known]) == known


def test_two_checks_fill_in_parts_of_the_same_facts() -> None:
    app = Facts(accounts=AccountFacts(app="111122223333", app_arn="arn:aws:iam::111122223333:user/myapp"))
    inspector = Facts(accounts=AccountFacts(inspected="444455556666"))
    assert merge_facts([app, inspector]).accounts == AccountFacts(
        "444455556666", app.accounts.app, app.accounts.app_arn
    )


def test_of_two_values_the_later_stays_and_lists_are_joined() -> None:
    one = Facts(keys=(FIRST,), certificate=CertificateFacts("Amazon"), configuration_set="a")
    other = Facts(keys=(FIRST, SECOND), configuration_set="b")
    together = merge_facts([one, other])
    assert (together.keys, together.configuration_set) == ((FIRST, SECOND), "b")
    assert together.certificate.issuer == "Amazon"
    assert (together.owner_of(SECOND.key_id), together.owner_of("AKIAEXAMPLE")) == ("mailer", "")
