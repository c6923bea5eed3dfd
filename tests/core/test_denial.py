import pytest

from bot.core.denial import denying_layer, is_explicit

START = "User: arn:aws:iam::111122223333:user/x is not authorized to perform: ses:SendEmail on resource: y "


@pytest.mark.parametrize(
    ("words", "layer", "explicit"),
    [
        ("because no identity-based policy allows the ses:SendEmail action", "identity", False),
        ("because no permissions boundary allows the ses:SendEmail action", "boundary", False),
        ("because no service control policy allows the ses:SendEmail action", "scp", False),
        ("because no session policy allows the ses:SendEmail action", "session", False),
        ("because no VPC endpoint policy allows the ses:SendEmail action", "vpc_endpoint", False),
        ("because no resource-based policy allows the ses:SendEmail action", "resource", False),
        ("with an explicit deny in an identity-based policy", "identity", True),
        ("with an explicit deny in a service control policy", "scp", True),
        ("with an explicit deny in a resource control policy", "rcp", True),
        ("with an explicit deny in a permissions boundary", "boundary", True),
        ("with an explicit deny in a VPC\n endpoint policy", "vpc_endpoint", True),
        ("with an explicit deny in the resource-based policy", "resource", True),
        ("with an explicit deny", "", True),
        ("", "", False),
    ],
)
def test_the_layer_is_read_from_awss_words(words: str, layer: str, explicit: bool) -> None:
    assert denying_layer(START + words) == layer
    assert is_explicit(START + words) is explicit
