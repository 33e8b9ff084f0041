"""The shapes that stay: what the API gives out."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ninja import Schema

from kindreel.core.paging import Page
from kindreel.people.models import Person
from kindreel.videos.models import Video
from kindreel.videos.timeline import timeline

T = TypeVar("T")


class PersonOut(Schema):
    handle: str
    name: str


class ProfileOut(PersonOut):
    url: str
    pronouns: str
    bio: str
    links: list[str]
    picture: str
    language: str
    private: bool


class RenditionOut(Schema):
    width: int
    height: int
    url: str


class CountsOut(Schema):
    views: int
    likes: int
    comments: int


class StepOut(Schema):
    """`state` is done, now, failed or ahead."""

    words: str
    state: str
    note: str


class VideoOut(Schema):
    id: str
    url: str
    author: PersonOut
    caption: str
    hashtags: list[str]
    state: str
    renditions: list[RenditionOut]
    poster: str
    counts: CountsOut
    why: list[str]


class OwnVideoOut(VideoOut):
    """What only its author is told, too: its way to being live."""

    steps: list[StepOut]


class VideosOut(Schema):
    items: list[VideoOut]
    next: str | None


class PeopleOut(Schema):
    items: list[PersonOut]
    next: str | None


class Problem(Schema):
    type: str
    title: str
    status: int


def person_out(person: Person) -> PersonOut:
    return PersonOut(handle=person.handle, name=person.display_name)


def profile_out(person: Person) -> ProfileOut:
    return ProfileOut(
        **person_out(person).dict(), url=f"/@{person.handle}", pronouns=person.pronouns, bio=person.bio,
        links=person.links, picture=person.picture_url, language=person.language, private=person.private,
    )  # fmt: skip


def video_out(video: Video, why: Iterable[str] = ()) -> VideoOut:
    """Needs `author`, `renditions` and `hashtags` fetched, or costs a query each."""
    return VideoOut(
        id=video.id,
        url=video.url,
        author=person_out(video.author),
        caption=video.caption,
        hashtags=[hashtag.name for hashtag in video.hashtags.all()],
        state=video.state,
        renditions=[RenditionOut(width=film.width, height=film.height, url=film.url) for film in video.films],
        poster=video.poster_url,
        counts=CountsOut(views=0, likes=0, comments=0),
        why=list(why),
    )


def own_video_out(video: Video) -> OwnVideoOut:
    steps = [StepOut(words=step.words, state=step.state, note=step.note) for step in timeline(video)]
    return OwnVideoOut(**video_out(video).dict(), steps=steps)


def listed(page: Page[Any], shape: Callable[[Any], T]) -> dict[str, Any]:
    return {"items": [shape(item) for item in page.items], "next": page.next}
