import json

import pytest
from django.db import OperationalError

from kindreel.ops import cli, prepare
from kindreel.ops.commands import doctor
from kindreel.people.actions import links
from kindreel.people.models import Person
from tests.ops.conftest import Command
from tests.world import World

NAMES = [name.replace("_", "-") for name in cli.COMMANDS]


def test_help_names_every_command(kindreel: Command) -> None:
    code, out, _ = kindreel("--help")
    assert (code, [name for name in NAMES if name not in out]) == (0, [])


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help(kindreel: Command, name: str) -> None:
    code, out, err = kindreel(name, "--help")
    assert (code, out.startswith(f"usage: kindreel {name}"), err) == (0, True, "")


@pytest.mark.parametrize(
    "argv",
    [[], ["fly"], ["create-person"], ["create-person", "ana", "--role", "king"], ["serve", "--port", "x"]],
)
def test_bad_use_is_a_2(kindreel: Command, argv: list[str]) -> None:
    assert kindreel(*argv)[0] == 2


def test_create_person_makes_an_account_with_link_and_token(kindreel: Command) -> None:
    code, out, _ = kindreel(
        "create-person",
        "dee",
        "--role",
        "moderator",
        "--birth-year",
        "1990",
        "--country",
        "ph",
        "--token",
        "--json",
    )
    told, dee = json.loads(out), Person.objects.get(handle="dee")
    assert code == 0
    assert (dee.role, dee.birth_year, dee.country, dee.has_usable_password()) == (
        "moderator",
        1990,
        "PH",
        False,
    )
    assert links.person_of_token(told["token"]) == dee
    assert told["password_link"].startswith("http://localhost:8000/reset/")


def test_refusals_are_one_line_and_a_1(kindreel: Command, world: World) -> None:
    code, out, err = kindreel("create-person", "ana")
    assert (code, out) == (1, "")
    assert err == "kindreel: Somebody has this handle, or one that looks just like it.\n"


def test_unknown_country_is_refused(kindreel: Command) -> None:
    code, _, err = kindreel("create-person", "dee", "--country", "Atlantis")
    assert code == 1
    assert "ATLANTIS is no country" in err
    assert not Person.objects.exists()


def test_silent_database_is_one_line(kindreel: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("secret text")

    monkeypatch.setattr(cli, "_run", fail)
    code, _, err = kindreel("doctor")
    assert (code, err.count("\n"), "secret text" in err) == (1, 1, False)


def test_doctor_exits_1_and_names_what_is_broken(kindreel: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare.folders()
    monkeypatch.setenv("KINDREEL_ORIGN", "x")
    code, out, err = kindreel("doctor", "--json")
    told = json.loads(out)
    assert (code, told["well"], err) == (1, False, "kindreel: broken: settings\n")
    mends = [finding["mend"] for finding in told["findings"] if finding["level"] == "broken"]
    assert mends == ["Did you mean KINDREEL_ORIGIN?"]


def test_doctor_tells_people_with_signs(kindreel: Command) -> None:
    prepare.folders()
    code, out, err = kindreel("doctor")
    assert (code, err) == (0, "")
    assert out.endswith("Everything is well.\n")
    assert all(line[0] in [*doctor.SIGNS.values(), " ", "E"] for line in out.splitlines())
