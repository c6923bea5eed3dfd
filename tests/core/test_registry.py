import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot import checks
from bot.core.engine import Need
from bot.core.registry import GROUPS, checks_in

SOURCE = """
from bot.core.engine import Check, Need
from bot.core.model import Judgement
async def gather(context): ...
CHECK = Check("{id}", gather, lambda target, evidence: Judgement(), {more})
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    root = tmp_path / "registry_sample"
    (root / "ses").mkdir(parents=True)
    (root / "__init__.py").write_text("")
    (root / "ses" / "__init__.py").write_text("")
    (root / "ses" / "words.py").write_text("# holds no check\n")
    (root / "ses" / "account.py").write_text(SOURCE.format(id="ses.account", more="asks_region=True"))
    monkeypatch.syspath_prepend(tmp_path)
    yield __import__("registry_sample")
    for name in [name for name in sys.modules if name.startswith("registry_sample")]:
        del sys.modules[name]


def test_the_checks_of_a_package_are_found_without_a_list(package: ModuleType) -> None:
    assert [check.id for check in checks_in(package)] == ["ses.account"]


def test_a_check_that_asks_the_region_needs_the_one_that_may_rule_it_out(package: ModuleType) -> None:
    folder = Path(str(package.__path__[0])) / "ses"
    (folder / "place.py").write_text(SOURCE.format(id="ses.place", more='rules_out_region=frozenset({"a.b"})'))
    (folder / "plain.py").write_text(SOURCE.format(id="ses.plain", more=""))
    needing = 'asks_region=True, needs=(Need("ses.place", frozenset({"c.d"})), Need("ses.plain"))'
    (folder / "both.py").write_text(SOURCE.format(id="ses.both", more=needing))
    needs = {check.id: check.needs for check in checks_in(package)}
    assert needs["ses.account"] == (Need("ses.place", frozenset({"a.b"})),)
    assert needs["ses.both"] == (Need("ses.place", frozenset({"a.b", "c.d"})), Need("ses.plain"))
    assert needs["ses.place"] == needs["ses.plain"] == ()


def test_a_check_whose_id_is_not_its_path_is_a_mistake(package: ModuleType) -> None:
    (Path(str(package.__path__[0])) / "ses" / "other.py").write_text(SOURCE.format(id="ses.another", more=""))
    with pytest.raises(ValueError, match=r"registry_sample\.ses\.other publishes check ses\.another"):
        checks_in(package)


def test_the_products_checks_come_in_the_order_of_their_groups() -> None:
    found = [check.group for check in checks_in(checks)]
    assert set(found) == set(GROUPS)
    assert found == sorted(found, key=GROUPS.index)
