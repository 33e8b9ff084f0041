import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from kindreel.videos.models import Video
from tests import clips
from tests.world import World, video

FIELDS = {"caption": "my words", "audience": "everyone", "commenters": "everyone"}


@pytest.fixture
def ana(world: World) -> Client:
    client = Client()
    client.force_login(world.ana)
    return client


def _file(content: bytes = b"x" * 100, name: str = "clip.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "video/mp4")


def test_an_upload_becomes_a_row_and_leads_to_its_page(world: World, ana: Client) -> None:
    answer = ana.post("/create", {**FIELDS, "file": _file(clips.tiny().read_bytes())})
    row = Video.objects.get()
    assert answer["Location"] == f"/v/{row.pk}"
    page = ana.get(answer["Location"]).content.decode()
    assert "Received" in page
    assert "my words" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"caption": "x" * 1001, "file": _file()}, "1000"),
        ({"file": SimpleUploadedFile("clip.mp4", b"")}, "empty"),
        ({}, "No file arrived"),
        ({"audience": "the moon", "file": _file()}, "Please choose one of the list"),
        ({"cover_at": "-1", "file": _file()}, "We could not read this"),
        ({"cover_at": "nan", "file": _file()}, "We could not read this"),
    ],
)
def test_what_was_typed_survives_a_form_that_does_not_fit(
    world: World, ana: Client, fields: dict[str, object], words: str
) -> None:
    answer = ana.post("/create", {**FIELDS, "caption": "my <b>words</b>", **fields})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert words in body
    assert "x" * 1001 in body or "my &lt;b&gt;words&lt;/b&gt;" in body
    assert not Video.objects.exists()


def test_the_limits_stand_on_the_page_before_somebody_chooses(world: World, ana: Client) -> None:
    with override_settings(MAX_VIDEO_SECONDS=90, MAX_VIDEO_MEGABYTES=50):
        body = ana.get("/create").content.decode()
    assert "Up to 90 seconds and 50 MB" in body


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\nb.mp4", "x" * 250 + ".mp4", "<script>.mp4", "\u202e4pm.mp4"]
)
def test_a_file_s_name_means_nothing(world: World, ana: Client, name: str) -> None:
    ana.post("/create", {**FIELDS, "file": _file(clips.tiny().read_bytes(), name)})
    assert Video.objects.get().original.startswith("kept/")


def test_an_edit_is_kept_and_a_bad_one_keeps_the_words(world: World, ana: Client) -> None:
    row = video(world.ana, "old")
    row.renditions.all().delete()
    answer = ana.post(f"/v/{row.pk}/edit/", {**FIELDS, "caption": "new", "audience": "followers"})
    assert answer["Location"] == f"/v/{row.pk}"
    row.refresh_from_db()
    assert (row.caption, row.audience) == ("new", "followers")
    answer = ana.post(f"/v/{row.pk}/edit/", {**FIELDS, "caption": "y" * 1001})
    assert answer.status_code == 422
    assert "y" * 1001 in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("received", "", "Being checked"),
        ("rendering", "", "Being rendered, 0 %"),
        ("failed", "too_long", "This video is too long."),
        ("failed", "something new", "Something went wrong on our side."),
        ("held", "text", "A moderator looks at the words first."),
    ],
)
def test_the_author_always_knows_where_it_is(
    world: World, ana: Client, state: str, reason: str, words: str
) -> None:
    row = video(world.ana, state=state, reason=reason)
    assert words in ana.get(f"/v/{row.pk}").content.decode()
    assert words in ana.get(f"/v/{row.pk}/status/").content.decode()


def test_signed_addresses_can_be_renewed_by_who_may_watch(world: World, ana: Client) -> None:
    row = video(world.ana, audience="only_me")
    films = ana.get(f"/v/{row.pk}/addresses/").json()["films"]
    assert "sig=" in films[0]["url"]
    assert Client().get(f"/v/{row.pk}/addresses/").status_code == 404


def test_a_page_carries_the_security_headers(world: World) -> None:
    row = video(world.ana)
    answer = Client().get(f"/v/{row.pk}")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_caption_is_never_markup(world: World) -> None:
    row = video(world.ana, '<script>alert(1)</script> "#sea" @ben <img src=x onerror=1>')
    body = Client().get(f"/v/{row.pk}").content.decode()
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert 'href="/tags/sea"' in body
    assert 'href="/@ben"' in body
