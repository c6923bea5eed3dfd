import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.template import fill, placeholders
from bot.words.text import Mark, Span, Text, fill_text, parse_markdown


@pytest.mark.parametrize(
    ("template", "names"),
    [("none", set()), ("{{ a }} {{b}} {{ a }}", {"a", "b"}), ("{{ key_id }}", {"key_id"}), ("{ a } ${b}", set())],
)
def test_placeholders_are_identifiers(template: str, names: set[str]) -> None:
    assert placeholders(template) == names


@pytest.mark.parametrize(
    "template", ["{{ a.b }}", "{{ a|upper }}", "{{ A }}", "{{}}", "{{ a", "a }}", "{{ 1a }}", "{{ a() }}"]
)
def test_anything_else_in_braces_is_a_mistake(template: str) -> None:
    with pytest.raises(ValueError, match="placeholder"):
        placeholders(template)


@given(st.text())
def test_a_value_is_inserted_as_it_is_and_once(value: str) -> None:
    assert fill("<{{ a }}>", {"a": value}) == f"<{value}>"


@pytest.mark.parametrize(
    ("markdown", "spans"),
    [
        ("plain", (Span("plain"),)),
        ("a `b` c", (Span("a "), Span("b", Mark.CODE), Span(" c"))),
        ("**bold** x", (Span("bold", Mark.STRONG), Span(" x"))),
        ("`a *b* {{ c }}`", (Span("a *b* {{ c }}", Mark.CODE),)),
        ("<b> & [x](http://example.com)", (Span("<b> & [x](http://example.com)"),)),
        ("two\nlines", (Span("two lines"),)),
        ("", ()),
    ],
)
def test_code_and_strong_are_the_only_markup(markdown: str, spans: tuple[Span, ...]) -> None:
    assert parse_markdown(markdown).spans == spans


def test_values_are_never_read_as_markup() -> None:
    text = fill_text(parse_markdown("see {{ a }} or `{{ a }}`"), {"a": "**`x`**"}, {"a": "`raw`"})
    assert text.spans == (Span("see **`x`** or "), Span("`raw`", Mark.CODE))
    assert text.plain == "see **`x`** or `raw`"


def test_text_knows_whether_it_says_anything() -> None:
    assert not Text()
    assert not parse_markdown("")
    assert parse_markdown("x")
    assert str(parse_markdown("a `b` **c**")) == "a `b` c"
