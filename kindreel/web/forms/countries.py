"""Countries by name, in the language of the page."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language, to_locale

from kindreel.core.text import folded

# Two-letter codes of CLDR that are no country of ISO 3166-1: unions, parts of another country, test codes.
# Kosovo stays: it has no ISO code of its own, but people.
_NO_COUNTRY = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


def countries() -> list[tuple[str, str]]:
    """Code and name, in the order of the alphabet."""
    return list(_countries(to_locale(get_language() or "en")))


def is_country(code: str) -> bool:
    return code in dict(_countries("en"))


@cache
def _countries(locale: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(locale).territories
    pairs = [(code, name) for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRY]
    return tuple(sorted(pairs, key=lambda pair: folded(pair[1])))
