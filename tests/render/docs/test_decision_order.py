"""The drawing of the decision order: current, well-formed, and with everything in it."""

from pathlib import Path
from xml.etree import ElementTree

from bot.causes import all_causes
from bot.cli.commands.docs import DRAWING, docs
from bot.diagnosis.order import AREAS
from bot.render.docs.decision_order import svg
from bot.service import CHECKS

FOLDER = Path(__file__).parents[3] / "docs"
SVG = "{http://www.w3.org/2000/svg}"


def texts() -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg(CHECKS, all_causes())).iter(f"{SVG}text")]


def test_the_drawing_is_current() -> None:
    assert (FOLDER / "causes" / DRAWING).read_text("utf-8") == svg(CHECKS, all_causes()), "run ses-check docs"
    assert f"causes/{DRAWING}" in (FOLDER / "decision-order.md").read_text("utf-8")


def test_every_check_area_and_cause_is_drawn() -> None:
    drawn = texts()
    assert {check.id for check in CHECKS} <= set(drawn)
    assert [text.split()[-1] for text in drawn if text.strip()[0].isdigit() and text.split()[-1] in AREAS] == list(
        AREAS
    )
    for cause in all_causes().values():
        assert cause.state in drawn
        assert all(any(code in text for text in drawn) for code in cause.explains)


def test_every_need_is_an_arrow() -> None:
    paths = [node.get("class") for node in ElementTree.fromstring(svg(CHECKS, all_causes())).iter(f"{SVG}path")]
    needs = [need for check in CHECKS for need in check.needs]
    assert paths.count("n c") == sum(bool(need.codes) for need in needs)


def test_nothing_leaves_the_page() -> None:
    root = ElementTree.fromstring(svg(CHECKS, all_causes()))
    width, height = int(root.get("width", "0")), int(root.get("height", "0"))
    for node in root.iter(f"{SVG}text"):
        letter = 10.6 if node.get("class") == "h" else 6.7
        assert int(node.get("x", "0")) + len("".join(node.itertext())) * letter <= width
        assert int(node.get("y", "0")) < height


def test_the_command_draws_it(tmp_path: Path) -> None:
    assert docs(output=tmp_path) == 0
    assert (tmp_path / DRAWING).read_text("utf-8") == svg(CHECKS, all_causes())
