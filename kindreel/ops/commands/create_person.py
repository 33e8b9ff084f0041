"""`kindreel create-person`."""

import argparse

from kindreel.ops.answer import Answer

HELP = "Make an account, whatever the sign-up rule, and print the link that sets its password."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("handle", metavar="HANDLE")
    parser.add_argument("--role", choices=["member", "moderator", "admin", "partner"], default="member")
    parser.add_argument("--birth-year", type=int, metavar="Y")
    parser.add_argument("--country", default="", metavar="CC", help="two letters, such as PH")
    parser.add_argument("--token", action="store_true", help="print an API token for the account as well")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(given: argparse.Namespace) -> Answer:
    from django.db import transaction

    from kindreel.ops import addresses, prepare
    from kindreel.people.actions import links
    from kindreel.people.actions.join import create_person
    from kindreel.people.models import OneTimeLink

    country = _country(given.country)
    prepare.database()
    with transaction.atomic():
        person = create_person(
            handle=given.handle, role=given.role, birth_year=given.birth_year, country=country
        )
        link = addresses.page("reset", links.make(OneTimeLink.Kind.RESET, person=person))
        token = links.make_token(person=person, name="command line") if given.token else ""
    facts = {"handle": person.handle, "role": person.role, "password_link": link}
    lines = [f"@{person.handle} is here ({person.role}).", f"Set the password within 24 hours: {link}"]
    if token:
        facts["token"] = token
        lines.append(f"API token, shown this once: {token}")
    return Answer(facts, lines)


def _country(code: str) -> str:
    from babel import Locale

    from kindreel.ops.answer import Failed

    code = code.strip().upper()
    if code and (len(code) != 2 or code not in Locale("en").territories):
        raise Failed(f"{code} is no country that we know; two letters are wanted, such as PH")
    return code
