"""Keys to an account: password, app, passkeys, codes, devices, tokens."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP
from allauth.usersessions.models import UserSession
from django.test import Client

from kindreel.people.actions import links
from kindreel.people.models import Person
from tests.web.test_account import sign_in, signed_in
from tests.web.test_account_recovery import SECRET, totp_now
from tests.world import WORD, World

pytestmark = pytest.mark.django_db
NEW = "nine quiet lamps"
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
GUARDED = ["security/app/", "security/app/off/", "security/passkeys/add/", "security/codes/",
           "security/codes/file/", "security/tokens/"]  # fmt: skip


@pytest.fixture
def ana(client: Client, world: World) -> Person:
    sign_in(client)
    return world.ana


def prove(client: Client, next: str = "/settings/security/", password: str = WORD) -> Any:
    return client.post("/account/again/", {"password": password, "next": next})


@pytest.mark.parametrize("page", GUARDED)
def test_sensitive_pages_ask_for_the_password_again(client: Client, ana: Person, page: str) -> None:
    assert client.get(f"/settings/{page}").url.startswith("/account/again/?next=%2Fsettings%2F")
    assert list(prove(client, password="x").context["form"].errors) == ["password"]
    assert prove(client, next=f"/settings/{page}").url == f"/settings/{page}"
    assert client.get(f"/settings/{page}").status_code == 200


def test_proof_never_leads_out_of_the_place(client: Client, ana: Person) -> None:
    assert prove(client, next="https://evil.example/").url == "/"


def test_password_changes_and_ends_every_other_session(client: Client, ana: Person) -> None:
    other = Client()
    sign_in(other)
    answer = client.post("/settings/security/password/", {"password": WORD, "new_password": NEW})
    assert answer.url == "/settings/security/"
    assert (signed_in(client), signed_in(other)) == ("ana", None)
    assert sign_in(Client(), "ana", NEW).url == "/"


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"password": "wrong"}, "password"),
        ({"password": ""}, "password"),
        ({"new_password": "short"}, "new_password"),
        ({"new_password": "1234567890"}, "new_password"),
        ({"new_password": "x" * 5000}, "new_password"),
        ({"new_password": ""}, "new_password"),
    ],
)
def test_password_says_at_the_field_what_is_wrong(
    client: Client, ana: Person, fields: dict[str, str], at: str
) -> None:
    answer = client.post("/settings/security/password/", {"password": WORD, "new_password": NEW, **fields})
    assert list(answer.context["form"].errors) == [at]
    assert sign_in(Client()).url == "/"


def test_app_is_added_with_its_first_code_and_asked_for_from_then_on(client: Client, ana: Person) -> None:
    RecoveryCodes.activate(ana)
    prove(client)
    page = client.get("/settings/security/app/")
    assert page.context["picture"].startswith("data:image/svg+xml;base64,")
    assert page.context["secret"] in page.content.decode()
    session = client.session
    session[SECRET_SESSION_KEY] = SECRET
    session.save()
    assert list(client.post("/settings/security/app/", {"code": "000000"}).context["form"].errors) == ["code"]
    assert client.post("/settings/security/app/", {"code": totp_now()}).url == "/settings/security/codes/"
    assert (
        client.post("/settings/security/app/", {"code": totp_now()}).url == "/settings/security/"
    )  # sent twice
    assert sign_in(Client()).url == "/account/step/"
    assert client.get("/settings/security/").context["has_app"] is True


def test_app_goes_and_the_recovery_codes_stay(client: Client, ana: Person) -> None:
    codes = RecoveryCodes.activate(ana).generate_codes()
    TOTP.activate(ana, SECRET)
    prove(client)
    assert client.get("/settings/security/app/off/").status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()
    for _ in range(2):
        assert client.post("/settings/security/app/off/").url == "/settings/security/"
    assert [row.type for row in Authenticator.objects.all()] == ["recovery_codes"]
    answer = Client().post("/account/recover/", {"handle": "ana", "code": codes[0], "password": NEW})
    assert answer.url == "/"


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "x", '{"id":"a","rawId":"a","response":{}}', "[" * 20_000]
)
def test_passkey_that_is_none_is_refused_in_words(client: Client, ana: Person, credential: str) -> None:
    prove(client)
    assert "publicKey" in client.get("/settings/security/passkeys/add/").context["passkey_options"]
    answer = client.post("/settings/security/passkeys/add/", {"name": "Phone", "credential": credential})
    assert answer.status_code == 422
    assert answer.context["form"]["name"].value() == "Phone"
    assert not Authenticator.objects.exists()


def test_passkey_of_somebody_else_cannot_be_removed(client: Client, world: World, ana: Person) -> None:
    row = Authenticator.objects.create(
        user=world.ben, type="webauthn", data={"name": "Key", "credential": {}}
    )
    prove(client)
    for pk in (row.pk, 10**30):
        assert client.post(f"/settings/security/passkeys/{pk}/").url == "/settings/security/passkeys/"
    assert Authenticator.objects.filter(pk=row.pk).exists()


def test_passkey_is_removed_after_a_question(client: Client, ana: Person) -> None:
    row = Authenticator.objects.create(
        user=ana, type="webauthn", data={"name": "<b>Key</b>", "credential": {}}
    )
    assert "&lt;b&gt;Key" in client.get("/settings/security/passkeys/").content.decode()
    prove(client)
    assert client.get(f"/settings/security/passkeys/{row.pk}/").status_code == 200
    client.post(f"/settings/security/passkeys/{row.pk}/")
    assert not Authenticator.objects.exists()


def test_new_codes_put_an_end_to_the_old_ones(client: Client, ana: Person) -> None:
    RecoveryCodes.activate(ana)
    prove(client)
    old = client.get("/settings/security/codes/").context["codes"]
    assert client.post("/settings/security/codes/new/").url == "/settings/security/codes/"
    new = client.get("/settings/security/codes/").context["codes"]
    assert (len(new), set(new) & set(old)) == (10, set())
    assert client.get("/settings/security/codes/file/").content.decode().split()[1:] == new


def test_codes_can_be_made_by_somebody_who_has_none(client: Client, ana: Person) -> None:
    prove(client)
    assert client.get("/settings/security/codes/").context["codes"] == []
    client.post("/settings/security/codes/new/")
    assert len(client.get("/settings/security/codes/").context["codes"]) == 10


def test_devices_are_named_and_one_is_ended(client: Client, ana: Person) -> None:
    other = Client(headers={"user-agent": CHROME})
    sign_in(other)
    rows = client.get("/settings/security/sessions/").context["sessions"]
    assert [(row["device"], row["here"]) for row in rows] == [
        ("Chrome on Android", False),
        ("A device we do not know", True),
    ]
    client.post(f"/settings/security/sessions/{rows[0]['row'].pk}/")
    assert (signed_in(client), signed_in(other)) == ("ana", None)


def test_devices_all_but_this_one_are_ended(client: Client, ana: Person) -> None:
    others = [Client(), Client()]
    for other in others:
        sign_in(other)
    client.post("/settings/security/sessions/")
    assert [signed_in(one) for one in (client, *others)] == ["ana", None, None]


def test_devices_of_somebody_else_are_not_touched(client: Client, world: World, ana: Person) -> None:
    bens = Client()
    sign_in(bens, "ben")
    row = UserSession.objects.get(user=world.ben)
    for pk in (row.pk, 10**30):
        client.post(f"/settings/security/sessions/{pk}/")
    assert signed_in(bens) == "ben"
    assert len(client.get("/settings/security/sessions/").context["sessions"]) == 1


def test_token_is_shown_once_and_works_until_it_ends(client: Client, ana: Person) -> None:
    prove(client)
    made = client.post("/settings/security/tokens/", {"name": "my laptop"}).context["made"]
    assert links.person_of_token(made) == ana
    page = client.get("/settings/security/tokens/")
    assert [row.name for row in page.context["tokens"]] == ["my laptop"]
    assert made not in page.content.decode()
    client.post(f"/settings/security/tokens/{ana.tokens.get().pk}/")
    assert links.person_of_token(made) is None


@pytest.mark.parametrize("name", ["", "\u200b", "n" * 41, "n" * 100_000, "\x00"])
def test_token_needs_a_name(client: Client, ana: Person, name: str) -> None:
    prove(client)
    answer = client.post("/settings/security/tokens/", {"name": name})
    assert list(answer.context["form"].errors) == ["name"]
    assert not ana.tokens.exists()


def test_token_asked_for_before_the_proof_comes_right_after_it(client: Client, ana: Person) -> None:
    ask = client.post("/settings/security/tokens/", {"name": "my laptop"})
    assert not ana.tokens.exists()
    answer = client.post(ask.url, {"password": WORD, "next": "/settings/security/tokens/"})
    assert links.person_of_token(answer.context["made"]) == ana


def test_tokens_of_others_stay_and_there_is_an_end_to_their_number(
    client: Client, world: World, ana: Person
) -> None:
    links.make_token(person=world.ben, name="ben")
    client.post(f"/settings/security/tokens/{world.ben.tokens.get().pk}/")
    for _ in range(20):
        links.make_token(person=ana, name="x")
    prove(client)
    assert client.post("/settings/security/tokens/", {"name": "one more"}).status_code == 422
    assert (world.ben.tokens.count(), ana.tokens.count()) == (1, 20)
