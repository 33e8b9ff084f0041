"""How old one must be to join alone, by the country that a person chose.

Source: the age of consent that EU members set under Article 8 of Regulation (EU) 2016/679 (GDPR), as the
EU Agency for Fundamental Rights publishes it ("Consent to use data on children"); South Korea's Personal
Information Protection Act, Article 22-2. Everywhere else the server's own minimum holds. An operator's
setting goes before this table.
"""

from django.conf import settings

from kindreel.environment import BadSetting

CONSENT_AGES = {
    "AT": 14, "BE": 13, "BG": 14, "CY": 14, "CZ": 15, "DE": 16, "DK": 13, "EE": 13, "ES": 14, "FI": 13,
    "FR": 15, "GR": 15, "HR": 16, "HU": 16, "IE": 16, "IT": 14, "KR": 14, "LT": 14, "LU": 16, "LV": 13,
    "MT": 13, "NL": 16, "PL": 16, "PT": 13, "RO": 16, "SE": 13, "SI": 15, "SK": 16,
}  # fmt: skip


def minimum_age(country: str) -> int:
    """Years; the stricter of the server's minimum and the country's, unless the operator named that
    country."""
    own = own_ages()
    return own.get(country, max(settings.MINIMUM_AGE, CONSENT_AGES.get(country, 0)))


def own_ages() -> dict[str, int]:
    """The operator's table; raises `BadSetting` when an entry is not like DE=16."""
    table = {}
    for entry in settings.MINIMUM_AGES:
        country, _, age = entry.partition("=")
        if len(country) != 2 or not age.isdigit():
            raise BadSetting(f"KINDREEL_MINIMUM_AGES: {entry!r} is not like DE=16")
        table[country.upper()] = int(age)
    return table
