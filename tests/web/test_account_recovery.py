"""A forgotten password, and the second step at sign-in."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from kindreel.people.actions import links
from kindreel.people.models import Person
from tests.web.test_account import sign_in, signed_in
from tests.world import WORD, World

NEW = "nine quiet lamps"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SAME = ["Handle and code do not fit together. Check both; a code works only once."]
pytestmark = pytest.mark.django_db


def codes_for(person: Person) -> list[str]:
    return list(RecoveryCodes.activate(person).generate_codes())


def totp_now() -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


def recover(client: Client, **fields: str) -> Any:
    return client.post("/account/recover/", {"handle": "ana", "password": NEW, **fields})


def test_recovery_code_sets_a_new_password_and_signs_in(client: Client, world: World) -> None:
    other = Client()
    sign_in(other)
    links.make_token(person=world.ana, name="old")
    code = codes_for(world.ana)[0]
    assert recover(client, handle="@Ana", code=f"{code[:4]}-{code[4:]}").url == "/"
    assert (signed_in(client), signed_in(other)) == ("ana", None)
    assert world.ana.tokens.count() == 0
    assert sign_in(Client(), "ana", NEW).url == "/"
    assert sign_in(Client(), "ana", WORD).status_code == 200


def test_recovery_code_works_once(client: Client, world: World) -> None:
    code = codes_for(world.ana)[0]
    recover(client, code=code)
    assert recover(Client(), code=code).context["form"].non_field_errors() == SAME


@pytest.mark.parametrize(
    "fields", [{"handle": "nobody"}, {"handle": "ben"}, {"code": "00000000"}, {"code": "\u03c0" * 50}]
)
def test_recovery_says_the_same_whatever_does_not_fit(
    client: Client, world: World, fields: dict[str, str]
) -> None:
    codes = codes_for(world.ana)
    answer = recover(client, **{"code": codes[0], **fields})
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, SAME)
    assert signed_in(client) is None


def test_recovery_of_a_removed_person_says_the_same(client: Client, world: World) -> None:
    code = codes_for(world.ana)[0]
    Person.objects.filter(pk=world.ana.pk).update(state="removed")
    assert recover(client, code=code).context["form"].non_field_errors() == SAME


def test_recovery_with_a_weak_password_keeps_the_code_good(client: Client, world: World) -> None:
    code = codes_for(world.ana)[0]
    assert list(recover(client, code=code, password="short").context["form"].errors) == ["password"]
    assert recover(client, code=code).status_code == 302


def test_recovery_is_slowed_after_many_wrong_codes(client: Client, world: World) -> None:
    code = codes_for(world.ana)[0]
    for _ in range(5):
        recover(client, code="00000000")
    assert "many tries" in recover(client, code=code).context["form"].non_field_errors()[0]


def test_recovery_opens_a_door_that_wrong_passwords_had_shut(client: Client, world: World) -> None:
    for _ in range(5):
        sign_in(client, "ana", "x")
    recover(client, code=codes_for(world.ana)[0])
    assert sign_in(Client(), "ana", NEW).status_code == 302


def test_recovery_still_asks_for_the_second_step(client: Client, world: World) -> None:
    first, second, *_ = codes_for(world.ana)
    TOTP.activate(world.ana, SECRET)
    assert recover(client, code=first).url == "/account/step/"
    assert signed_in(client) is None
    client.get("/account/step/")
    assert client.post("/account/step/", {"code": second}).url == "/"
    assert signed_in(client) == "ana"


def test_second_step_takes_the_code_of_the_app_and_goes_where_one_wanted(
    client: Client, world: World
) -> None:
    TOTP.activate(world.ana, SECRET)
    assert sign_in(client, next="/inbox").url == "/account/step/"
    assert signed_in(client) is None
    assert client.get("/account/step/").status_code == 200
    assert client.post("/account/step/", {"code": totp_now()}).url == "/inbox"
    assert signed_in(client) == "ana"


@pytest.mark.parametrize("code", ["", "000000", "x" * 100_000, "\uff11" * 6, "\x00"])
def test_second_step_with_a_wrong_code_says_so(client: Client, world: World, code: str) -> None:
    TOTP.activate(world.ana, SECRET)
    sign_in(client)
    assert list(client.post("/account/step/", {"code": code}).context["form"].errors) == ["code"]
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "credential",
    ["", "x", "[]", "7", "null", "{}", '{"id":7}', '{"rawId":"AA","response":[]}', "[" * 20_000, "9" * 6000],
)
def test_passkey_answers_that_are_none_are_refused_in_words(
    client: Client, world: World, credential: str
) -> None:
    TOTP.activate(world.ana, SECRET)
    sign_in(client)
    client.get("/account/step/")
    answer = client.post("/account/step/", {"credential": credential})
    assert list(answer.context["webauthn_form"].errors) == ["credential"]
    client.post("/account/logout/")
    assert client.get("/account/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    assert client.post("/account/passkey/", {"credential": credential}).url == "/account/login/"
    assert signed_in(client) is None


def test_codes_never_open_the_page_of_the_step_without_a_password(client: Client, world: World) -> None:
    code = codes_for(world.ana)[0]
    assert client.post("/account/step/", {"code": code}).url == "/account/login/"
    assert Authenticator.objects.count() == 1
