import pytest

from bot.checks.config._credentials.endpoint import of_smtp
from bot.core.model import Judgement
from bot.core.target import SES_PORTS, STARTTLS_PORTS, Security, is_ses_smtp_host, region_of_host
from tests.checks.evidence import HOST, TARGET, found, target, with_smtp


@pytest.mark.parametrize("port", SES_PORTS)
def test_every_ses_port_in_its_own_mode_is_good(port: int) -> None:
    security = Security.STARTTLS if port in STARTTLS_PORTS else Security.TLS
    assert of_smtp(with_smtp(port=port, security=security)) == []


@pytest.mark.parametrize("port", SES_PORTS)
def test_every_ses_port_in_the_other_mode_is_not(port: int) -> None:
    implicit = port in STARTTLS_PORTS
    (finding,) = of_smtp(with_smtp(port=port, security=Security.TLS if implicit else Security.STARTTLS))
    assert finding.code == "tls.mode_mismatch"
    assert finding.variant == ("" if implicit else "starttls_on_tls")
    assert finding.presumed


@pytest.mark.parametrize(("host", "port"), [("mail.example.com", 465), ("mail.example.com", 25), (HOST, 2525)])
def test_only_ses_names_and_ses_ports_are_judged(host: str, port: int) -> None:
    assert of_smtp(with_smtp(host=host, port=port)) == []


@pytest.mark.parametrize(
    ("host", "region"),
    [
        (HOST, "eu-central-1"),
        ("email-smtp-fips.us-east-1.amazonaws.com", "us-east-1"),
        ("email-smtp.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("EMAIL-SMTP.EU-WEST-1.AMAZONAWS.COM.", "eu-west-1"),
        ("vpce-0123456789abcdef0-abcdefgh.email-smtp.eu-west-1.vpce.amazonaws.com", "eu-west-1"),
        ("email-smtp.eu-west-1.api.aws", "eu-west-1"),
        ("mail.example.com", ""),
        ("email-smtp.example.com", ""),
    ],
)
def test_the_region_of_a_host(host: str, region: str) -> None:
    assert region_of_host(host) == region
    assert is_ses_smtp_host(host) == bool(region)


def test_a_host_of_another_region() -> None:
    (finding,) = of_smtp(with_smtp(host="email-smtp.us-east-1.amazonaws.com"))
    assert (finding.code, finding.variant) == ("region.mismatch", "host")
    assert finding.values["other_region"] == "us-east-1"


@pytest.mark.parametrize(
    ("host", "variant"),
    [
        ("email.eu-central-1.amazonaws.com", ""),
        ("email-fips.us-east-1.amazonaws.com", ""),
        ("email.eu-central-1.api.aws", ""),
        ("feedback-smtp.eu-central-1.amazonses.com", "feedback"),
    ],
)
def test_hosts_that_are_for_something_else(host: str, variant: str) -> None:
    (finding,) = of_smtp(with_smtp(host=host))
    assert (finding.code, finding.variant) == ("endpoint.wrong_kind", variant)
    assert str(finding.values["expected_host"]).startswith("email-smtp.")


def test_an_smtp_host_for_the_api() -> None:
    wrong = target(endpoint_url=f"https://{HOST}", smtp=None)
    assert found(Judgement(findings=tuple(of_smtp(wrong)))) == ["endpoint.wrong_kind/smtp_for_api"]
    assert of_smtp(target(endpoint_url="http://127.0.0.1:4566")) == []


def test_no_smtp_is_no_finding() -> None:
    assert of_smtp(target(smtp=None)) == []
    assert of_smtp(TARGET) == []
