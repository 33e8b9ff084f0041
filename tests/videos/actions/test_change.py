from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings

from kindreel.core import clock
from kindreel.core.errors import NotFound, Refused
from kindreel.people.actions import profile, relations
from kindreel.videos.access import deleted_video, own_video, video_for
from kindreel.videos.actions import author, change
from kindreel.videos.actions.receive import About
from kindreel.videos.models import Video
from tests.world import World, video


@pytest.fixture
def world(transactional_db: None) -> World:
    return World.begin()


def _with_files(row: Video) -> Video:
    for rendition in row.renditions.all():
        default_storage.save(rendition.name, ContentFile(rendition.spec.encode()))
    return row


def _names(row: Video) -> set[str]:
    return set(row.renditions.values_list("name", flat=True))


@pytest.mark.parametrize("audience", ["followers", "only_me", "unlisted"])
def test_a_narrower_audience_kills_every_address_before_it_returns(world: World, audience: str) -> None:
    row = _with_files(video(world.ana, "words"))
    before = _names(row)
    change.edit(video=row, about=About(caption="words", audience=audience))
    after = _names(row)
    assert not before & after
    assert not any(default_storage.exists(name) for name in before)
    assert {name.split("/")[0] for name in after} == {"kept"}
    assert all(default_storage.exists(name) for name in after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"audience": "unlisted"}, {"audience": "followers"}),
        ({"audience": "followers"}, {"audience": "only_me"}),
        ({"audience": "unlisted"}, {"audience": "unlisted", "sensitive": True}),
    ],
)
def test_a_signed_address_does_not_outlive_a_narrower_audience(
    world: World, before: dict[str, Any], after: dict[str, Any]
) -> None:
    row = _with_files(video(world.ana, **before))
    names = _names(row)
    change.edit(video=row, about=About(**after))
    assert not names & _names(row)
    assert not any(default_storage.exists(name) for name in names)


def test_other_words_leave_the_files_as_they_are(world: World) -> None:
    row = _with_files(video(world.ana, audience="followers"))
    names = _names(row)
    change.edit(video=row, about=About(caption="new words", audience="followers"))
    assert _names(row) == names


@override_settings(CONTENT_GATES=["tests.core.test_gates.hold"])
def test_a_signed_address_does_not_outlive_a_held_caption(world: World) -> None:
    row = _with_files(video(world.ana, audience="unlisted"))
    names = _names(row)
    change.edit(video=row, about=About(caption="not fine", audience="unlisted"))
    assert not names & _names(row)


def test_a_wider_audience_makes_lasting_addresses(world: World) -> None:
    row = _with_files(video(world.ana, audience="followers"))
    change.edit(video=row, about=About(audience="everyone"))
    assert {name.split("/")[0] for name in _names(row)} == {"open"}


def test_an_edit_changes_words_hashtags_and_mentions(world: World) -> None:
    row = video(world.ana, "old #one @ben")
    change.edit(video=row, about=About(caption="new #two", commenters="nobody", sensitive=False))
    row.refresh_from_db()
    assert (row.caption, row.commenters, row.folded) == ("new #two", "nobody", " new two ")
    assert [tag.name for tag in row.hashtags.all()] == ["two"]
    assert not row.mentions.exists()
    assert row.edited_at is not None


def test_nobody_is_mentioned_past_a_block(world: World) -> None:
    relations.block(blocker=world.ben, blocked=world.ana)
    row = video(world.ana, "look @ben @cam")
    assert list(row.mentions.all()) == [world.cam]


@override_settings(CONTENT_GATES=["tests.core.test_gates.hold"])
def test_a_held_caption_takes_the_video_out_of_sight(world: World) -> None:
    row = _with_files(video(world.ana, "fine"))
    change.edit(video=row, about=About(caption="not fine"))
    row.refresh_from_db()
    assert row.state == "held"
    assert {name.split("/")[0] for name in _names(row)} == {"kept"}
    with pytest.raises(NotFound):
        video_for(world.ben, row.pk)
    assert video_for(world.ana, row.pk) == row


@override_settings(CONTENT_GATES=["tests.core.test_gates.refuse"])
def test_a_refused_caption_changes_nothing(world: World) -> None:
    row = video(world.ana, "")
    with pytest.raises(Refused, match="not here"):
        change.edit(video=row, about=About(caption="words", audience="only_me"))
    row.refresh_from_db()
    assert row.audience == "everyone"


def test_a_deleted_video_is_gone_at_once_and_can_come_back(world: World) -> None:
    row = _with_files(video(world.ana, "words"))
    before = _names(row)
    change.delete(video=row)
    for viewer in (world.ana, world.ben, None):
        with pytest.raises(NotFound):
            video_for(viewer, row.pk)
    assert not any(default_storage.exists(name) for name in before)
    change.undelete(video=deleted_video(world.ana, row.pk))
    assert video_for(None, row.pk) == row
    assert {name.split("/")[0] for name in _names(row)} == {"open"}
    assert not _names(row) & before


def test_a_deletion_cannot_be_taken_back_for_ever(world: World) -> None:
    row = video(world.ana, deleted_at=clock.now() - timedelta(days=31))
    with pytest.raises(Refused, match="time to bring"):
        change.undelete(video=row)
    assert change.overdue() == [row]


def test_erasing_leaves_no_file(world: World) -> None:
    row = _with_files(video(world.ana))
    names = _names(row)
    change.erase(video=row)
    assert not Video.objects.exists()
    assert not any(default_storage.exists(name) for name in names)


def test_only_the_author_has_the_keys(world: World) -> None:
    row = _with_files(video(world.ana))
    with pytest.raises(NotFound):
        own_video(world.ben, row.pk)
    change.delete(video=row)
    with pytest.raises(NotFound):
        deleted_video(world.ben, row.pk)


def test_going_private_kills_the_open_addresses(world: World) -> None:
    row = _with_files(video(world.ana))
    before = _names(row)
    fields = {"language": "en", "theme": "system", "country": ""}
    author.change_settings(person=world.ana, private=True, **fields)
    assert not any(default_storage.exists(name) for name in before)
    assert {name.split("/")[0] for name in _names(row)} == {"kept"}
    author.change_settings(person=world.ana, private=False, **fields)
    assert {name.split("/")[0] for name in _names(row)} == {"open"}


def test_going_private_kills_the_signed_addresses_of_a_link(world: World) -> None:
    row = _with_files(video(world.ana, audience="unlisted"))
    names = _names(row)
    author.change_settings(person=world.ana, private=True, language="en", theme="system", country="")
    assert not names & _names(row)


def test_leaving_takes_the_picture_away_at_once_and_coming_back_brings_it(world: World) -> None:
    profile.change_picture(person=world.ana, webp=b"face")
    before = world.ana.picture
    author.leave(person=world.ana)
    assert not default_storage.exists(before)
    assert world.ana.picture.startswith("kept/")
    author.come_back(person=world.ana)
    assert world.ana.picture.startswith("open/")
    with default_storage.open(world.ana.picture) as file:
        assert file.read() == b"face"


def test_leaving_hides_everything_at_once_and_coming_back_shows_it(world: World) -> None:
    row = _with_files(video(world.ana))
    before = _names(row)
    author.leave(person=world.ana)
    with pytest.raises(NotFound):
        video_for(world.ben, row.pk)
    assert not any(default_storage.exists(name) for name in before)
    author.come_back(person=world.ana)
    assert video_for(world.ben, row.pk) == row
    assert {name.split("/")[0] for name in _names(row)} == {"open"}


def test_erasing_a_person_leaves_nothing(world: World) -> None:
    row = _with_files(video(world.ana))
    names = _names(row)
    author.leave(person=world.ana)
    author.erase(person=world.ana)
    assert not Video.objects.exists()
    assert not any(default_storage.exists(name) for name in names)


@pytest.mark.parametrize("cover", [-1.0, 3.0])
def test_a_new_cover_goes_to_work_and_the_old_one_stands_until_then(world: World, cover: float) -> None:
    row = video(world.ana, original="kept/ab/abcdefghijklmnopqrstuv.mp4")
    old = row.poster_url
    change.edit(video=row, about=About(cover_at=cover))
    fresh = Video.objects.get(pk=row.pk)
    assert fresh.poster_url == old
    assert fresh.unfinished is (cover > 0)


def test_a_block_kills_the_signed_addresses_that_either_held(world: World) -> None:
    hers = _with_files(video(world.ana, audience="followers"))
    his = _with_files(video(world.ben, audience="followers"))
    open_to_all = _with_files(video(world.ana))
    before = _names(hers) | _names(his)
    lasting = _names(open_to_all)
    author.block(blocker=world.ana, blocked=world.ben)
    assert not any(default_storage.exists(name) for name in before)
    assert _names(open_to_all) == lasting


def test_a_removed_follower_s_addresses_die(world: World) -> None:
    row = _with_files(video(world.cam))
    relations.follow(follower=world.ana, followed=world.cam)
    relations.accept(person=world.cam, asker=world.ana)
    before = _names(row)
    author.remove_follower(person=world.cam, follower=world.ana)
    assert not any(default_storage.exists(name) for name in before)


def test_under_16_strangers_cannot_be_let_comment(world: World) -> None:
    row = _with_files(video(world.cam, "words", commenters="followers"))
    with pytest.raises(Refused, match="Under 16") as refused:
        change.edit(video=row, about=About(caption="words", commenters="everyone"))
    assert refused.value.field == "commenters"
    assert change.edit(video=row, about=About(caption="words")).commenters == "followers"
    with override_settings(SIGN_UP="approval"):
        assert change.edit(video=row, about=About(caption="words")).commenters == "everyone"
