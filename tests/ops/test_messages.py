from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from kindreel.ops import messages

CODE = 'HELLO = _("Hello")\nLEFT = ngettext("%(n)d day", "%(n)d days", 2)\n'
PAGE = """{% load i18n %}<div>
  {% if person %}
      <p>{% translate "Don't go" %}</p>
  {% endif %}
    {% blocktranslate count n=days trimmed %}One video of {{ name }}
      {% plural %}{{ n }} videos of {{ name }}{% endblocktranslate %}
</div>
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    house = tmp_path / "house"
    (house / "templates").mkdir(parents=True)
    (house / "code.py").write_text(CODE)
    (house / "templates" / "page.html").write_text(PAGE)
    return house


@pytest.fixture
def template(house: Path) -> Catalog:
    return messages.collect(house)


def test_collect_finds_texts_in_code_and_templates(template: Catalog) -> None:
    assert [message.id for message in template if message.id] == [
        "Hello",
        ("%(n)d day", "%(n)d days"),
        "Don't go",
        ("One video of %(name)s", "%(n)s videos of %(name)s"),
    ]


def test_update_keeps_what_is_translated_and_drops_what_is_gone(template: Catalog, tmp_path: Path) -> None:
    messages.update("es", template, tmp_path)
    path = messages.catalogue_path("es", tmp_path)
    path.write_text(path.read_text().replace('msgid "Hello"\nmsgstr ""', 'msgid "Hello"\nmsgstr "Hola"'))
    fewer = Catalog()
    fewer.add("Hello")
    messages.update("es", fewer, tmp_path)
    assert [(one.id, one.string) for one in messages.read("es", tmp_path) if one.id] == [("Hello", "Hola")]
    assert "Don't go" not in path.read_text()


def test_source_language_stands_for_itself(template: Catalog, tmp_path: Path) -> None:
    messages.update("en", template, tmp_path)
    assert list(messages.complaints("en", template, tmp_path)) == []
    messages.update("es", template, tmp_path)
    assert len(list(messages.complaints("es", template, tmp_path))) == 4


def test_check_names_missing_stale_fuzzy_and_broken_entries(tmp_path: Path) -> None:
    wanted = Catalog()
    for text in ("missing", "fuzzy", "%(n)s fits"):
        wanted.add(text)
    path = messages.catalogue_path("fil", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "missing"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "fuzzy"\nmsgstr "x"\n\nmsgid "stale"\nmsgstr "x"\n\n'
        '#, python-format\nmsgid "%(n)s fits"\nmsgstr "%(m)s"\n'
    )
    told = [line.split(":")[1].strip() for line in messages.complaints("fil", wanted, tmp_path)]
    assert told[:3] == ["not translated", "fuzzy", "no longer used"]
    assert len(told) == 4


def test_compile_only_what_is_newer(template: Catalog, tmp_path: Path) -> None:
    messages.update("en", template, tmp_path)
    messages.compile_newer(tmp_path)
    compiled = messages.catalogue_path("en", tmp_path).with_suffix(".mo")
    with compiled.open("rb") as file:
        assert GNUTranslations(file).gettext("Hello") == "Hello"
    made = compiled.stat().st_mtime_ns
    messages.compile_newer(tmp_path)
    assert compiled.stat().st_mtime_ns == made
    assert [path.name for path in sorted(compiled.parent.iterdir())] == ["django.mo", "django.po"]
