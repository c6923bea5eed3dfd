from bot.diagnosis.suspects import Standing
from bot.render.slack.mrkdwn import render
from bot.render.slack.suspects import suspicion
from bot.words.catalogue import catalogue


def test_a_card_names_two_suspects_at_most_and_the_confirmed_one_first() -> None:
    suspects = [
        ("smtp.credentials_invalid", Standing.RULED_OUT),
        ("credentials.malformed", Standing.OPEN),
        ("credentials.key_inactive", Standing.OPEN),
        ("smtp.password_wrong_region", Standing.FOUND),
    ]
    heading, *lines = [render(line) for line in suspicion(suspects, catalogue("en"))]
    assert heading and len(lines) == 2
    assert catalogue("en")("cause.smtp.password_wrong_region") in lines[0]


def test_without_suspects_there_is_no_heading() -> None:
    assert suspicion((), catalogue("en")) == []
