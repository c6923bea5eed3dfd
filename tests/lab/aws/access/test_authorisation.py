import pytest

from bot.lab.aws.access.authorisation import decide
from bot.lab.aws.access.callers import Layers
from bot.lab.aws.access.policy import Question
from bot.lab.world import Policy, allow, deny

EVERY = allow("*")
OTHER = allow("s3:*")
REFUSING = Policy("p", {"Statement": [*EVERY.document["Statement"], *deny("ses:SendEmail").document["Statement"]]})
FOR_ALL = Policy("p", {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ses:*"}]})


@pytest.mark.parametrize(
    ("layers", "effect", "reason"),
    [
        (Layers((EVERY,)), "allowed", ""),
        (Layers(()), "implicitDeny", "because no identity-based policy allows the ses:SendEmail action"),
        (Layers((REFUSING,)), "explicitDeny", "with an explicit deny in an identity-based policy"),
        (
            Layers((EVERY,), boundary=OTHER),
            "implicitDeny",
            "because no permissions boundary allows the ses:SendEmail action",
        ),
        (Layers((EVERY,), boundary=REFUSING), "explicitDeny", "with an explicit deny in a permissions boundary"),
        (Layers((EVERY,), session=OTHER), "implicitDeny", "because no session policy allows the ses:SendEmail action"),
        (Layers((EVERY,), session=REFUSING), "explicitDeny", "with an explicit deny in a session policy"),
        (
            Layers((EVERY,), scp=(OTHER,)),
            "implicitDeny",
            "because no service control policy allows the ses:SendEmail action",
        ),
        (Layers((), scp=(REFUSING,)), "explicitDeny", "with an explicit deny in a service control policy"),
        (Layers((EVERY,), resource=REFUSING), "explicitDeny", "with an explicit deny in a resource-based policy"),
        (Layers((), resource=FOR_ALL), "allowed", ""),
        (Layers((EVERY,), boundary=EVERY, session=EVERY, scp=(EVERY,)), "allowed", ""),
    ],
)
def test_layers(layers: Layers, effect: str, reason: str) -> None:
    decision = decide(layers, Question("ses:SendEmail", "*", {}, "arn:aws:iam::111122223333:user/a"))
    assert (decision.effect, decision.reason) == (effect, reason)


def test_scp_and_boundary_are_told_apart() -> None:
    question = Question("ses:SendEmail", "*", {})
    assert decide(Layers((EVERY,)), question).allowed_by_scp is None
    assert decide(Layers((EVERY,)), question).allowed_by_boundary is None
    limited = decide(Layers((EVERY,), boundary=OTHER, scp=(EVERY,)), question)
    assert (limited.allowed_by_scp, limited.allowed_by_boundary) == (True, False)
