"""Who may see answers, and what may be checked where."""

from __future__ import annotations

from bot.intake.access import AudienceRefusal, list_open_targets, list_other_channels, refuse_audience
from bot.intake.origin import Origin
from bot.targets import Targets
from tests.intake.conftest import ALERTS, ON_CALL


def test_people_and_channels_of_other_organisations_are_shown_nothing() -> None:
    assert refuse_audience(outsider=False, shared_channel=False) is None
    assert refuse_audience(outsider=True, shared_channel=True) is AudienceRefusal.OUTSIDER
    assert refuse_audience(outsider=False, shared_channel=True) is AudienceRefusal.SHARED_CHANNEL


def test_open_targets_depend_on_the_channel_and_on_the_person(targets: Targets) -> None:
    assert list_open_targets(targets, Origin("", "T", "incidents", "U0000000001")) == ("prod", "mail", "nologin")
    assert list_open_targets(targets, Origin("", "T", ALERTS, "U0000000001")) == ("prod", "guarded", "mail", "nologin")
    assert "mine" in list_open_targets(targets, Origin("", "T", ALERTS, "U0000000002"))


def test_a_person_is_sent_only_to_channels_in_which_they_may(targets: Targets) -> None:
    assert list_other_channels(targets, "guarded", "U0000000001") == (ALERTS, ON_CALL)
    assert list_other_channels(targets, "mine", "U0000000001") == ()
    assert list_other_channels(targets, "prod", "U0000000001") == ()
