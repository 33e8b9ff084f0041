"""Translations without gettext's own programs: Babel reads code and templates, and writes the catalogues.

`python -m kindreel.ops.messages` brings all catalogues up to date; `--check` names what is missing or stale.
"""

import argparse
import copy
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parent.parent
LOCALE = HOUSE / "locale"
SOURCE_LANGUAGE = "en"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def collect(house: Path = HOUSE) -> Catalog:
    """Every text that we mark for translation, in the order of files."""
    found = Catalog(charset="utf-8")
    for path in _sources(house):
        text = path.read_text(encoding="utf-8")
        code = text if path.suffix == ".py" else _as_code(text)
        shown = path.relative_to(house.parent).as_posix()
        for line, ids, comments, context in extract(
            "python", io.BytesIO(code.encode()), KEYWORDS, comment_tags=["Translators"]
        ):
            found.add(ids, None, [(shown, line)], auto_comments=comments, context=context)
    return found


def _as_code(template: str) -> str:
    """A template as calls of gettext; without indents, which mean nothing there and much to Python."""
    return "\n".join(line.lstrip() for line in templatize(template).split("\n"))


def _sources(house: Path) -> Iterator[Path]:
    for path in sorted(house.rglob("*")):
        parts = path.relative_to(house).parts
        is_code = path.suffix == ".py" and "migrations" not in parts
        if is_code or (path.suffix in (".html", ".txt") and "templates" in parts):
            yield path


def catalogue_path(language: str, locale: Path = LOCALE) -> Path:
    return locale / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(language: str, locale: Path = LOCALE) -> Catalog:
    path = catalogue_path(language, locale)
    if not path.exists():
        return Catalog(locale=to_locale(language), charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language))


def update(language: str, template: Catalog, locale: Path = LOCALE) -> None:
    """Adds new texts, drops those that are gone, keeps what is translated."""
    catalogue = read(language, locale)
    catalogue.update(
        copy.deepcopy(template),  # the two would share their entries
        no_fuzzy_matching=True,
        update_creation_date=False,
    )
    catalogue.obsolete.clear()
    if language == SOURCE_LANGUAGE:
        _fill(catalogue)
    path = catalogue_path(language, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False, sort_by_file=True)


def _fill(catalogue: Catalog) -> None:
    """In the source language every text stands for itself."""
    for message in catalogue:
        if message.id:
            message.string = message.id


def complaints(language: str, template: Catalog, locale: Path = LOCALE) -> Iterator[str]:
    """One line for every entry that is missing, stale, fuzzy, or does not fit its placeholders."""
    catalogue = read(language, locale)
    there = {_key(message): message for message in catalogue if message.id}
    wanted = {_key(message): message for message in template if message.id}
    for key in wanted:
        if key not in there or not _is_whole(there[key]):
            yield f"{language}: not translated: {key[0]!r}"
    for key, message in there.items():
        if key not in wanted:
            yield f"{language}: no longer used: {key[0]!r}"
        elif message.fuzzy:
            yield f"{language}: fuzzy: {key[0]!r}"
    for message, errors in catalogue.check():
        yield f"{language}: {errors[0]}: {_key(message)[0]!r}"


def _key(message: Message) -> tuple[str, str | None]:
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def _is_whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings)


def compile_catalogue(source: Path, target: Path) -> None:
    """`.po` to `.mo`; a reader never meets half a file."""
    part = target.with_suffix(f".{os.getpid()}")
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    with part.open("wb") as file:
        write_mo(file, catalogue)
    part.replace(target)


def compile_newer(locale: Path = LOCALE) -> None:
    """Compiles catalogues that are newer than what stands beside them."""
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source, compiled)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/messages", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true", help="only compile what is there")
    given = parser.parse_args()
    if given.compile:
        compile_newer()
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindreel.settings")
    from django.conf import settings

    template, languages = collect(), [code for code, _ in settings.LANGUAGES]
    if not given.check:
        for language in languages:
            update(language, template)
        return 0
    found = [line for language in languages for line in complaints(language, template)]
    print("\n".join(found) or f"{len(template)} texts, complete in {', '.join(languages)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
