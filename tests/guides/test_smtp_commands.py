"""The commands around the SMTP login do what their steps say, with a terminal and without one."""

from __future__ import annotations

import csv

import pytest

from bot.lab.scenarios.logins import smtp_password
from bot.lab.world import REGION, SMTP_KEY_ID, SMTP_SECRET
from tests.guides.commands import Shown, filled, shown, step
from tests.guides.conftest import Site
from tests.guides.shell import run

ACCEPTED = "(235, b'Authentication successful.')"
# The step of each guide that makes an SMTP login: what it prints last is the password.
MAKES_LOGIN = [
    s for s in shown("cli") if "SMTP password:" in s.text or ("create-access-key" in s.text and "smtp" in s.step)
]
LOGS_IN = [s for s in shown("cli") if "smtp.login(" in s.text]


async def _password(text: str, site: Site, secret: str = SMTP_SECRET) -> str:
    derivation = text[text.index("python3 - <<'PY'") :]
    ran = await run(derivation, site.folder, answers=[secret])
    assert ran.code == 0, ran.err
    return ran.out.removeprefix("SMTP password: ").strip()


@pytest.mark.parametrize("made", MAKES_LOGIN, ids=str)
async def test_a_step_that_makes_an_smtp_login_derives_its_password(made: Shown, site: Site) -> None:
    """create-access-key prints a secret access key, which is no SMTP password."""
    password = await _password(filled(made.text, new_region=REGION), site)
    region = REGION if "us-east-1" not in made.text else "us-east-1"
    assert password == smtp_password(SMTP_SECRET, region)


async def test_the_derived_password_is_accepted_and_another_one_is_not(site: Site) -> None:
    password = await _password(step("smtp.password_wrong_region", "derive"), site)
    login = step("smtp.password_wrong_region", "test", site.mail)
    right = await run(login, site.folder, answers=[password], env=site.env)
    assert (right.code, right.out.strip()) == (0, ACCEPTED)
    for wrong in (SMTP_SECRET, smtp_password(SMTP_SECRET, "us-east-1"), password[:-1]):
        ran = await run(login, site.folder, answers=[wrong], env=site.env)
        assert ran.code != 0 and "235" not in ran.out
        assert "535" in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize("made", LOGS_IN, ids=str)
async def test_every_login_test_logs_in(made: Shown, site: Site) -> None:
    text = filled(made.text, smtp_user_name=SMTP_KEY_ID, new_key_id=SMTP_KEY_ID)
    # Some name a fixed endpoint of SES.
    here = f'host, port, user = "localhost", {site.stage.mail[0].port}, "{SMTP_KEY_ID}"'
    lines = [here if line.startswith("host, port, user = ") else line for line in text.split("\n")]
    ran = await run("\n".join(lines), site.folder, answers=[smtp_password(SMTP_SECRET, REGION)], env=site.env)
    assert (ran.code, ran.out.strip()) == (0, ACCEPTED), ran.err


@pytest.mark.parametrize("made", [s for s in shown("cli") if "getpass" in s.text], ids=str)
async def test_without_a_terminal_a_sentence_says_what_to_do(made: Shown, site: Site) -> None:
    text = filled(made.text)
    ran = await run(text[text.index("python3 - <<'PY'") :], site.folder)
    assert ran.code != 0 and ran.out == ""
    assert ran.err.strip().startswith("No terminal to type the") and "docker exec -it" in ran.err
    assert "Traceback" not in ran.err


PASSWORD = smtp_password(SMTP_SECRET, REGION)
ENV_FILES = [
    (f"SMTP_USER={SMTP_KEY_ID}\nSMTP_PASSWORD={PASSWORD}\n", "True True"),
    (f"export SMTP_USER='{SMTP_KEY_ID}'\nSMTP_PASSWORD=\"{PASSWORD}\"", "True True"),
    (f"user: {SMTP_KEY_ID}\npassword: {PASSWORD}\n", "True True"),
    (f"SMTP_USER={SMTP_KEY_ID}\nSMTP_PASSWORD={PASSWORD}X\n", "True False"),
    (f"SMTP_USER={SMTP_KEY_ID}\nSMTP_PASSWORD=X{PASSWORD}\n", "True False"),
    (f"SMTP_USER={SMTP_KEY_ID}\nSMTP_PASSWORD={PASSWORD[:-1]}\n", "True False"),
    (f"SMTP_USER={SMTP_KEY_ID}\nSMTP_PASSWORD={PASSWORD} \n", "True False"),
    (f"SMTP_USER={SMTP_KEY_ID}\nSMTP_PASSWORD='{PASSWORD}\n", "True False"),
    (f"SMTP_USER={SMTP_KEY_ID}\r\nSMTP_PASSWORD={PASSWORD}\r\n", "False False"),
    (f"SMTP_USER={SMTP_KEY_ID}\nSMTP_PASSWORD={SMTP_SECRET}\n", "True False"),
    (f"SMTP_USER=AKIAOTHERKEY0EXAMPLE\nSMTP_PASSWORD={PASSWORD}\n", "False True"),
]


@pytest.mark.parametrize(("settings", "told"), ENV_FILES)
@pytest.mark.parametrize("code", ["smtp.credentials_invalid", "smtp.password_other_key"])
async def test_the_csv_check_fails_on_every_damage(code: str, settings: str, told: str, site: Site) -> None:
    with (site.folder / "credentials.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [("User Name", "SMTP Username", "SMTP Password"), ("myapp-smtp", SMTP_KEY_ID, PASSWORD)]
        )
    (site.folder / "app.env").write_bytes(settings.encode())
    ran = await run(filled(step(code, "csv"), credentials_csv="credentials.csv", env_file="app.env"), site.folder)
    assert (ran.code, ran.out.strip()) == (0, f"myapp-smtp {SMTP_KEY_ID} {told}"), ran.err
    assert PASSWORD not in ran.out
