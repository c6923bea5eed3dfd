import re
import subprocess
from pathlib import Path

import pytest

from bot.languages import LANGUAGES, LOCALES
from bot.words.catalogue import Catalogue, catalogue
from tests.programs import MSGFMT

FILES = sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))
VIETNAMESE = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


def shown(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name}"


@pytest.mark.skipif(MSGFMT is None, reason="msgfmt is not installed")
@pytest.mark.parametrize("path", FILES, ids=shown)
def test_gettext_accepts_the_file(path: Path, tmp_path: Path) -> None:
    assert MSGFMT is not None
    done = subprocess.run(
        [MSGFMT, "--check-format", "--check-domain", "-o", tmp_path / "x.mo", path], capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


def test_all_languages_have_the_same_files() -> None:
    names = {language: {p.name for p in FILES if p.parent.parent.name == language} for language in LANGUAGES}
    assert names["en"]
    assert all(files == names["en"] for files in names.values())


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_a_file_says_its_language_and_encoding_and_nothing_is_fuzzy(path: Path) -> None:
    text = path.read_text("utf-8")
    assert f"Language: {path.parent.parent.name}\\n" in text
    assert "charset=UTF-8" in text
    assert "#, fuzzy" not in text
    assert not re.search(r'^msgstr ""\n\n', text, re.MULTILINE)


def test_vietnamese_is_written_with_its_signs() -> None:
    english, vietnamese = catalogue("en"), catalogue("vi")
    sentences = {
        k: v for k, v in vietnamese.strings.items() if len(v.split()) > 6 and k.startswith(("reason.", "repair."))
    }
    assert sentences
    assert [k for k, v in sentences.items() if not set(v.lower()) & set(VIETNAMESE)] == []
    assert [k for k in sentences if english.strings[k] == sentences[k]] == []


def test_a_language_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        catalogue("fr")


def test_a_string_is_filled_and_a_value_is_not_filled_again() -> None:
    words = Catalogue("en", {"a": "{{ x }} and {{ y }}"})
    assert words("a", x="{{ y }}", y=5) == "{{ y }} and 5"
    assert "a" in words and "b" not in words
    with pytest.raises(KeyError):
        words("a", x="1")
    with pytest.raises(KeyError):
        words("b")
