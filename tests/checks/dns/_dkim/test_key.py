import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.dns._dkim.key import key_length, mistake_of, tags
from bot.lab.scenarios.zone import PUBLIC_KEY

SHORT = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC6zcWf3yrEq+rnzVM8prSbksZZ8UOI98bpZLJKcxSdydtiQUkd1BAmW99RK7Y+fN7Y/INY+Yhyjb"
    "P8KheLbZIIMdTTR3qfwDXEhjV9GQnESENp0rcqjjED2zw7NiTbKQ1+ng04ih0mgQxYauylzHoOUQGLw1AKsryDDWwT7eYb/wIDAQAB"
)


def test_lengths() -> None:
    assert key_length(base64.b64decode(PUBLIC_KEY)) == 2048
    assert key_length(base64.b64decode(SHORT)) == 1024


@pytest.mark.parametrize(
    "value",
    [
        f"p={PUBLIC_KEY}",
        f"v=DKIM1; k=rsa; p={PUBLIC_KEY};",
        f"v=DKIM1;t=s;p={SHORT}",
        # White space inside the key is allowed: RFC 6376, section 3.6.1.
        f"v=DKIM1; p={PUBLIC_KEY[:100]} {PUBLIC_KEY[100:]}",
        f" v = DKIM1 ; p = {PUBLIC_KEY} ",
    ],
)
def test_keys_that_work(value: str) -> None:
    assert mistake_of(value) == ""


@pytest.mark.parametrize(
    ("value", "mistake"),
    [
        ("p=", "revoked"),
        ("v=DKIM1; p=;", "revoked"),
        (f'"v=DKIM1; p={PUBLIC_KEY}"', "quoted"),
        (f'p={PUBLIC_KEY[:99]}" "{PUBLIC_KEY[99:]}', "quoted"),
        (f"v=DKIM1; p={PUBLIC_KEY.lower()}", "lower_cased"),
        (f"p={PUBLIC_KEY[:255]}", "cut_off"),
        (f"p={PUBLIC_KEY[:200]}", "cut_off"),
        (f"p=-----BEGIN PUBLIC KEY-----{PUBLIC_KEY}-----END PUBLIC KEY-----", "pem"),
        ("v=DKIM1", "no_key"),
        ("v=spf1 -all", "no_key"),
        ("", "no_key"),
        ("p=???", "no_key"),
        (f"v=DKIM2; p={PUBLIC_KEY}", "no_key"),
        (f"k=ed25519; p={PUBLIC_KEY}", "no_key"),
        (f"p={PUBLIC_KEY}; p={PUBLIC_KEY}", "no_key"),
        ("p=" + base64.b64encode(bytes.fromhex("3007020207d1020103")).decode(), "short_key"),
    ],
)
def test_keys_that_do_not(value: str, mistake: str) -> None:
    assert mistake_of(value) == mistake


@given(st.one_of(st.text(), st.builds("p={}".format, st.binary().map(lambda raw: base64.b64encode(raw).decode()))))
def test_noise_is_never_a_good_key(value: str) -> None:
    assert mistake_of(value)
    assert tags(value) is None or isinstance(tags(value), dict)


@given(st.integers(0, 293), st.integers(0, 255))
def test_one_wrong_byte_never_raises(place: int, byte: int) -> None:
    der = bytearray(base64.b64decode(PUBLIC_KEY))
    der[place] = byte
    assert key_length(bytes(der)) is None or isinstance(key_length(bytes(der)), int)
