"""The page in a real browser: typing, buttons, forms, threads, hostile text, and a phone's width."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.lab.slack.server import SlackLab
from tests.lab.slack.places import AN, INCIDENTS, MARY
from tests.programs import CHROMIUM

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(lab: SlackLab, browser: Browser) -> AsyncIterator[Page]:
    """The open page. Any error in its console fails the test."""
    page = await browser.new_page(viewport={"width": 1100, "height": 800})
    page.set_default_timeout(20000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    await page.goto(lab.url)
    await expect(page.get_by_role("heading", name="#incidents")).to_be_visible()
    yield page
    assert complaints == []


async def type_in(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Message")
    await box.fill(text)
    await box.press("Enter")


async def test_a_command_a_button_a_form(lab: SlackLab, connected: AsyncApp, page: Page) -> None:
    await type_in(page, "/ask loud")
    show_privately = page.get_by_role("listitem").filter(has_text="Only visible to you")
    await expect(show_privately).to_contain_text("one moment")
    await page.get_by_role("button", name="Open").click()
    dialog = page.get_by_role("dialog", name="First")
    field = dialog.get_by_role("textbox", name="Target")
    await expect(field).to_be_focused()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_contain_text("Please complete this required field.")
    await field.fill("wrong")
    await field.press("Enter")
    await expect(dialog).to_contain_text("No such target.")
    await field.fill("more")
    await dialog.get_by_role("button", name="Save").click()
    second = page.get_by_role("dialog", name="Second")
    await expect(second).to_be_visible()
    await second.press("Escape")
    await expect(second).to_be_hidden()
    await expect(page.get_by_role("button", name="Open")).to_be_focused()
    await lab.wait_for(lambda: connected.received[-1][0] == "closed")  # type: ignore[attr-defined]


async def test_enter_sends_shift_enter_does_not_and_a_slash_suggests(lab: SlackLab, page: Page) -> None:
    box = page.get_by_role("textbox", name="Message")
    await expect(box).to_be_focused()
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    await lab.wait_for(lambda: [m.text for m in lab.messages(INCIDENTS)] == ["one\ntwo"])
    await expect(box).to_have_value("")
    await page.keyboard.type("/a")
    await expect(page.get_by_role("option")).to_contain_text(["/ask [what]"])
    await page.keyboard.press("Enter")
    await expect(box).to_have_value("/ask ")
    await page.keyboard.type("prod")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text('/ask failed with the error "dispatch_failed"')).to_be_visible()


async def test_messages_change_and_vanish_as_they_do(lab: SlackLab, client: AsyncWebClient, page: Page) -> None:
    posted = await client.chat_postMessage(channel=INCIDENTS, text="before")
    await expect(page.get_by_text("before")).to_be_visible()
    await client.chat_update(channel=INCIDENTS, ts=posted["ts"], text="after")
    await expect(page.get_by_text("after")).to_be_visible()
    await expect(page.get_by_text("(edited)")).to_be_visible()
    await client.chat_delete(channel=INCIDENTS, ts=posted["ts"])
    await expect(page.get_by_text("after")).to_have_count(0)


HOSTILE = "<img src=x onerror=alert(1)> &lt;b&gt;b&lt;/b&gt; <javascript:alert(1)|press> *<script>*"
MARKS = (
    "*bold* _italic_ ~gone~ `a*b*c` snake_case_name 2*3*4 <https://example.com/?a=1&amp;b=2|*here*> "
    "<@U0000000001> <!date^0^{date_num}|then> :x: arn:aws:iam::1\n&gt; said\n```\n<i>*raw*\n```"
)


async def test_text_is_marked_up_as_slack_does_and_never_as_html(
    lab: SlackLab, client: AsyncWebClient, page: Page
) -> None:
    await client.chat_postMessage(channel=INCIDENTS, text=HOSTILE)
    hostile = page.get_by_role("listitem").filter(has_text="press")
    await expect(hostile).to_contain_text("<b>b</b>")
    await expect(hostile.locator("img, script, a, b")).to_have_count(0)
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": MARKS}}]
    await client.chat_postMessage(channel=INCIDENTS, text="x", blocks=blocks)
    words = page.locator(".section .text")
    await expect(words.locator("strong")).to_have_text(["bold", "here"])
    await expect(words.locator("em")).to_have_text(["italic"])
    await expect(words.locator("s")).to_have_text(["gone"])
    await expect(words.locator("code")).to_have_text(["a*b*c", "<i>*raw*"])
    await expect(words.locator("pre")).to_have_text("<i>*raw*")
    await expect(words.locator("blockquote")).to_have_text("said")
    await expect(words.locator("a")).to_have_attribute("href", "https://example.com/?a=1&b=2")
    await expect(words.locator("time")).to_have_text("1970-01-01")
    await expect(words.get_by_role("img", name="x", exact=True)).to_be_visible()
    await expect(words).to_contain_text("snake_case_name 2*3*4")
    await expect(words).to_contain_text("@an")
    await expect(words).to_contain_text("arn:aws:iam::1")


def every_kind() -> list[dict[str, Any]]:
    def plain(text: str) -> dict[str, Any]:
        return {"type": "plain_text", "text": text}

    options = [{"text": plain("One"), "value": "1"}, {"text": plain("Two"), "value": "2"}]
    leaf = {"type": "text", "text": "leaf"}
    items = [{"type": "rich_text_section", "elements": [leaf]}]
    confirm = {
        "title": plain("Sure?"),
        "text": plain("It cannot be undone."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    select = {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick"), "options": options}
    danger = {"type": "button", "action_id": "drop", "style": "danger", "text": plain("Drop"), "confirm": confirm}
    return [
        {"type": "header", "text": plain("Heading")},
        {
            "type": "section", "fields": [plain("field one"), plain("field two")],
            "accessory": {"type": "overflow", "action_id": "over", "options": options},
        },
        {"type": "context", "elements": [plain("small print")]},
        {"type": "divider"},
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "ordered", "elements": items}]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": t} for t in row] for row in (["Stage"], ["connect"])]},
        {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "a chart"},
        {"type": "markdown", "text": "## Title\n**strong**"},
        {"type": "actions", "elements": [danger, select]},
    ]  # fmt: skip


async def test_every_block_is_drawn_and_acts(lab: SlackLab, client: AsyncWebClient, page: Page) -> None:
    await client.chat_postMessage(channel=INCIDENTS, text="x", blocks=every_kind())
    await expect(page.get_by_role("heading", name="Heading")).to_be_visible()
    await expect(page.get_by_role("columnheader", name="Stage")).to_be_visible()
    for text in ("field two", "small print", "leaf", "connect", "a chart", "strong"):
        await expect(page.get_by_text(text, exact=True)).to_be_visible()
    await page.get_by_role("button", name="Drop").click()
    sure = page.get_by_role("alertdialog", name="Sure?")
    await sure.get_by_role("button", name="No").click()
    await expect(page.get_by_role("button", name="Drop")).to_be_focused()
    assert lab.delivery.sent == []
    await page.get_by_role("button", name="Drop").click()
    await sure.get_by_role("button", name="Yes").click()
    await expect(page.get_by_role("alert")).to_contain_text("dispatch_failed")
    await page.get_by_label("Pick").select_option("Two")
    await page.get_by_role("button", name="More options").click()
    await page.get_by_role("menuitem", name="One").click()
    await lab.wait_for(lambda: len(lab.delivery.sent) == 3)
    actions = [envelope.payload["actions"][0] for envelope in lab.delivery.sent]
    assert [a["action_id"] for a in actions] == ["drop", "pick", "over"]
    assert [a["selected_option"]["value"] for a in actions[1:]] == ["2", "1"]


async def test_a_thread_and_the_menu_of_a_message(lab: SlackLab, client: AsyncWebClient, page: Page) -> None:
    root = await client.chat_postMessage(channel=INCIDENTS, text="root")
    await client.chat_postMessage(channel=INCIDENTS, text="aside", thread_ts=root["ts"])
    await expect(page.get_by_role("log", name="Conversation").get_by_text("aside")).to_have_count(0)
    await page.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.get_by_text("aside")).to_be_visible()
    reply = thread.get_by_role("textbox", name="Reply")
    await reply.fill("answer")
    await reply.press("Enter")
    await expect(page.get_by_role("button", name="2 replies")).to_be_visible()
    await reply.press("Escape")
    await expect(thread).to_be_hidden()
    await page.get_by_text("root").hover()
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Explain this").click()
    await lab.wait_for(lambda: lab.delivery.sent)
    assert lab.delivery.sent[0].payload["callback_id"] == "explain"


async def test_user_language_and_scenario(browser: Browser) -> None:
    chosen: list[str] = []

    async def choose(name: str) -> None:
        chosen.append(name)

    lab = SlackLab(
        scenarios=[("healthy", "All is well", ""), ("sandbox", "In the sandbox", "Account")], on_scenario=choose
    )
    await lab.start()
    try:
        page = await browser.new_page()
        await page.goto(lab.url)
        for label in ("User", "Language", "Scenario"):
            await expect(page.get_by_label(label, exact=True)).to_be_visible()
        await expect(page.get_by_label("User")).to_have_value(MARY)
        await page.get_by_label("Language").select_option("Tiếng Việt")
        await lab.wait_for(lambda: lab.workspace.users[MARY].locale == "vi-VN")
        await page.get_by_label("Scenario").select_option("sandbox")
        await lab.wait_for(lambda: chosen == ["sandbox"])
        await page.get_by_label("User").select_option("An Nguyễn")
        await type_in(page, "chào")
        [message] = await lab.wait_for(lambda: lab.messages(INCIDENTS))
        assert message.user == AN
        await page.close()
    finally:
        await lab.stop()


async def test_a_button_acts_as_the_person_who_is_chosen_now(lab: SlackLab, client: AsyncWebClient, page: Page) -> None:
    # The same locale for both, because a different one alone would cause a redraw.
    lab.workspace.users[AN].locale = lab.workspace.users[MARY].locale
    press = {"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "Press"}}
    await client.chat_postMessage(channel=INCIDENTS, text="x", blocks=[{"type": "actions", "elements": [press]}])
    await expect(page.get_by_role("button", name="Press")).to_be_visible()
    await page.get_by_label("User").select_option("An Nguyễn")
    await page.get_by_role("button", name="Press").click()
    await lab.wait_for(lambda: lab.delivery.sent)
    assert lab.delivery.sent[0].payload["user"]["id"] == AN


async def test_a_phone(lab: SlackLab, page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(page.get_by_label("Scenario")).to_be_hidden()
    channel = page.get_by_role("button", name="mail-alerts")
    await expect(channel).to_be_hidden()
    await page.get_by_role("button", name="Channels").click()
    await channel.click()
    await expect(page.get_by_role("heading", name="#mail-alerts")).to_be_visible()
    await expect(page.get_by_text("SES Check is not a member")).to_be_visible()
    await expect(channel).to_be_hidden()
    await type_in(page, "from a phone")
    await expect(page.get_by_text(re.compile("from a phone"))).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_the_list_follows_until_the_person_scrolls_up(lab: SlackLab, client: AsyncWebClient, page: Page) -> None:
    for number in range(40):
        await client.chat_postMessage(channel=INCIDENTS, text=f"message {number}")
    await expect(page.get_by_text("message 39", exact=True)).to_be_in_viewport()
    await page.set_viewport_size({"width": 390, "height": 500})
    await expect(page.get_by_text("message 39", exact=True)).to_be_in_viewport()
    await page.get_by_text("message 3", exact=True).scroll_into_view_if_needed()
    await client.chat_postMessage(channel=INCIDENTS, text="somebody else")
    await expect(page.get_by_text("somebody else")).not_to_be_in_viewport()
    await expect(page.get_by_text("message 3", exact=True)).to_be_in_viewport()
    await type_in(page, "mine")
    await expect(page.get_by_text("mine", exact=True)).to_be_in_viewport()
