import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest

from bot.lab.aws.access.sigv4 import ALGORITHM, Authorization, canonical_request, signature
from bot.lab.aws.routing import Inbound
from bot.lab.world import READER_KEY_ID, READER_SECRET, REGION, TemporaryKey
from tests.lab.aws.clients import Lab

QUERY = ("sts", "GetCallerIdentity")
REST = ("sesv2", "GetAccount")
JSON = ("ssm", "GetParameter")
UNKNOWN = "The security token included in the request is invalid."
PROTOCOLS = [
    (QUERY, "InvalidClientTokenId", 403),
    (("ses", "GetSendQuota"), "InvalidClientTokenId", 403),
    (("iam", "GetUser"), "InvalidClientTokenId", 403),
    (REST, "UnrecognizedClientException", 403),
]


@pytest.mark.parametrize(("asked", "code", "status"), PROTOCOLS)
async def test_unknown_and_inactive_keys(lab: Lab, asked: tuple[str, str], code: str, status: int) -> None:
    unknown = await lab.refused(*asked, key=("AKIAUNKNOWN00EXAMPLE", READER_SECRET))
    assert unknown == (code, status, UNKNOWN)
    lab.user("ses-check-reader").keys[0].status = "Inactive"
    assert await lab.refused(*asked) == (code, status, UNKNOWN)


@pytest.mark.parametrize(("asked", "code", "status"), PROTOCOLS)
async def test_temporary_key_needs_its_token(lab: Lab, asked: tuple[str, str], code: str, status: int) -> None:
    key = add_session(lab, timedelta(hours=1))
    assert (await lab.refused(*asked, key=key[:2]))[:2] == (code, status)
    assert (await lab.refused(*asked, key=(*key[:2], "another-made-up-token")))[:2] == (code, status)
    assert await lab.ask(*asked, key=key)


async def test_lasting_key_takes_no_token(lab: Lab) -> None:
    assert (await lab.refused(*QUERY, key=(READER_KEY_ID, READER_SECRET, "made-up")))[0] == "InvalidClientTokenId"


@pytest.mark.parametrize(
    ("asked", "code"), [(QUERY, "ExpiredToken"), (("iam", "GetUser"), "ExpiredToken"), (REST, "ExpiredTokenException")]
)
async def test_expired_token(lab: Lab, asked: tuple[str, str], code: str) -> None:
    key = add_session(lab, timedelta(seconds=-1))
    assert await lab.refused(*asked, key=key) == (code, 403, "The security token included in the request is expired")


@pytest.mark.parametrize(
    ("asked", "code", "status"),
    [
        (QUERY, "SignatureDoesNotMatch", 403),
        (("ses", "GetSendQuota"), "SignatureDoesNotMatch", 403),
        (REST, "InvalidSignatureException", 403),
    ],
)
async def test_wrong_secret(lab: Lab, asked: tuple[str, str], code: str, status: int) -> None:
    refused = await lab.refused(*asked, key=(READER_KEY_ID, READER_SECRET + "x"))
    assert refused[:2] == (code, status)
    assert "does not match the signature you provided" in refused[2]


@pytest.mark.parametrize(("asked", "code"), [(QUERY, "SignatureDoesNotMatch"), (REST, "InvalidSignatureException")])
@pytest.mark.parametrize(("offset", "words"), [(400.0, "Signature expired: "), (-400.0, "Signature not yet current: ")])
async def test_clock_skew(lab: Lab, asked: tuple[str, str], code: str, offset: float, words: str) -> None:
    lab.faults.clock_offset_seconds = offset
    refused = await lab.refused(*asked)
    assert refused[:2] == (code, 403)
    assert refused[2].startswith(words)
    lab.faults.clock_offset_seconds = offset * 0.7
    assert await lab.ask(*asked)


async def test_date_of_the_answer_is_the_pretended_clock(lab: Lab) -> None:
    lab.faults.clock_offset_seconds = 200
    answer = await lab.ask(*REST)
    ahead = parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"]) - datetime.now(UTC)
    assert timedelta(seconds=195) < ahead < timedelta(seconds=205)


async def test_json_services_answer_400(lab: Lab) -> None:
    refused = await lab.refused(*JSON, Name="x", key=("AKIAUNKNOWN00EXAMPLE", READER_SECRET))
    assert refused == ("UnrecognizedClientException", 400, UNKNOWN)


async def test_region_that_is_not_enabled(lab: Lab) -> None:
    lab.account.regions["af-south-1"].enabled = False
    assert (await lab.refused(*REST, region="af-south-1"))[0] == "UnrecognizedClientException"
    assert (await lab.refused(*QUERY, region="af-south-1"))[0] == "InvalidClientTokenId"
    assert await lab.ask(*QUERY, region="eu-west-1")


async def test_another_partition_does_not_know_the_key(lab: Lab) -> None:
    assert (await lab.refused(*REST, region="us-gov-west-1"))[0] == "UnrecognizedClientException"


async def test_not_signed_up(lab: Lab) -> None:
    lab.region.subscribed = False
    assert (await lab.refused("ses", "GetSendQuota"))[:2] == ("OptInRequired", 403)
    assert (await lab.refused(*REST))[:2] == ("SubscriptionRequired", 403)
    assert await lab.ask(*QUERY)
    assert await lab.ask(*REST, region="us-east-1")


async def test_key_id_with_a_space_in_it(lab: Lab) -> None:
    assert (await lab.refused(*QUERY, key=("AKIAIOSF ODNN7EXAMPLE", READER_SECRET)))[:2] == ("IncompleteSignature", 400)
    code, status, _ = await lab.refused(*REST, key=("AKIAIOSF ODNN7EXAMPLE", READER_SECRET))
    assert (code, status) == ("IncompleteSignatureException", 403)


async def test_unsigned(lab: Lab) -> None:
    async with aiohttp.ClientSession() as http:
        async with http.get(lab.server.url + "/v2/email/account") as rest:
            assert rest.status == 403
            assert rest.headers["x-amzn-ErrorType"] == "MissingAuthenticationTokenException"
            assert "message" in await rest.json()
        async with http.post(lab.server.url, data={"Action": "GetCallerIdentity"}) as query:
            assert query.status == 403
            assert "<Code>MissingAuthenticationToken</Code>" in await query.text()


async def test_body_that_was_not_signed(lab: Lab) -> None:
    date = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    host = lab.server.url.removeprefix("http://")
    unsigned = Authorization(READER_KEY_ID, date[:8], REGION, "sts", ("host", "x-amz-date"), "")
    body = b"Action=GetCallerIdentity&Version=2011-06-15"
    inbound = Inbound("POST", "/", "", (("host", host), ("x-amz-date", date)), body)
    mark = signature(READER_SECRET, unsigned, date, canonical_request(inbound, unsigned))
    headers = {
        "X-Amz-Date": date,
        "Authorization": f"{ALGORITHM} Credential={READER_KEY_ID}/{unsigned.scope}, SignedHeaders=host;x-amz-date, "
        f"Signature={mark}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    async with aiohttp.ClientSession(headers=headers) as http:
        async with http.post(lab.server.url, data=body) as good:
            assert good.status == 200
        async with http.post(lab.server.url, data=body + b"&X=1") as tampered:
            assert "SignatureDoesNotMatch" in await tampered.text()
        other = {"X-Amz-Content-Sha256": hashlib.sha256(b"other").hexdigest()}
        async with http.post(lab.server.url, data=body, headers=other) as claimed:
            assert "SignatureDoesNotMatch" in await claimed.text()


async def test_scope_of_another_service(lab: Lab) -> None:
    refused = await asyncio.gather(
        lab.refused("iam", "GetUser", region="us-east-1", key=("AKIAUNKNOWN00EXAMPLE", READER_SECRET)),
        lab.refused("sesv2", "GetAccount", region="xx-bogus-1"),
    )
    assert [code for code, _, _ in refused] == ["InvalidClientTokenId", "UnrecognizedClientException"]


def add_session(lab: Lab, left: timedelta) -> tuple[str, str, str]:
    key = TemporaryKey(
        id="ASIAIOSFODNN7EXAMPLE",
        secret="made-up/session/secret/0000000000EXAMPLE",
        token="made-up-session-token",
        expires=datetime.now(UTC) + left,
        account_id=lab.account.id,
        user="ses-check-reader",
    )
    lab.world.temporary_keys[key.id] = key
    return key.id, key.secret, key.token
