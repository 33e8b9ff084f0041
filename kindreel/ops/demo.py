"""A small community to look at: people in five languages, what stands between them, and videos.

`python -m kindreel.ops.demo [FOLDER WITH CLIPS]` fills an empty place; without clips it draws some.
"""

import os
import secrets
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kindreel.ops import drawn
from kindreel.ops.answer import Failed

if TYPE_CHECKING:
    from kindreel.people.models import Person

ENDINGS = {".mp4", ".mkv", ".webm", ".mov"}


@dataclass(frozen=True)
class Someone:
    handle: str
    name: str
    bio: str
    language: str
    country: str
    birth_year: int
    role: str = "member"
    private: bool = False


PEOPLE = [
    Someone("mona", "Mona", "I look after this place. Write to me.", "en", "US", 1985, role="admin"),
    Someone("lualhati", "Lualhati", "Gumuguhit araw-araw. 🌱", "fil", "PH", 1998),
    Someone("dewi", "Dewi", "Menari, memasak, dan tertawa.", "id", "ID", 2001),
    Someone("joao.pedro", "João Pedro", "Professor de música em Recife.", "pt-br", "BR", 1979),
    Someone("ximena", "Ximena", "Cosas pequeñas que hacen bien.", "es", "MX", 1994),
    Someone("theo", "Theo", "Skateboard and my dog.", "en", "GB", 2010, private=True),
]
FOLLOWS = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 4), (4, 1), (4, 2), (5, 1)]
VIDEOS = [
    (1, "Para sa mga kaklase kong laging nakangiti 💛 #CreateKindness", "fil"),
    (2, "Hari pertama latihan. Terima kasih sudah menunggu! #menari #baik", "id"),
    (3, "Uma canção para quem teve um dia difícil #musica #CreateKindness", "pt-br"),
    (4, "Tres cosas que me dijeron hoy y me alegraron #bondad #CreateKindness", "es"),
    (0, "Welcome. Say something kind to somebody new today. #hello", "en"),
    (1, "Kulay ng hapon, kasama si @dewi #sining", "fil"),
    (5, "Only for those I know #skate", "en"),
]


def fill(clips: list[Path], password: str) -> int:
    """Makes people and videos; returns how many videos. Raises Failed where people are already."""
    from kindreel.people.actions import relations
    from kindreel.people.models import Person

    if Person.objects.exists():
        raise Failed("there are people here already; the demonstration is for an empty place")
    people = [_person(someone, password) for someone in PEOPLE]
    for follower, followed in FOLLOWS:
        relations.follow(follower=people[follower], followed=people[followed])
    with tempfile.TemporaryDirectory(prefix="kindreel-demo-") as folder:
        for number, (who, caption, language) in enumerate(VIDEOS):
            clip = clips[number % len(clips)] if clips else _drawn(number, Path(folder))
            _video(people[who], clip, caption, language)
    return len(VIDEOS)


def _person(someone: Someone, password: str) -> "Person":
    from kindreel.people.actions.join import create_person

    person = create_person(
        handle=someone.handle,
        role=someone.role,
        birth_year=someone.birth_year,
        country=someone.country,
        password=password,
    )
    person.name, person.bio, person.language = someone.name, someone.bio, someone.language
    person.private = someone.private
    person.save(update_fields=["name", "bio", "language", "private"])
    return person


def _video(author: "Person", clip: Path, caption: str, language: str) -> None:
    from kindreel.videos.actions import pipeline
    from kindreel.videos.actions.receive import About, receive

    video = receive(author=author, path=clip, about=About(caption=caption, language=language))
    pipeline.advance(video.pk)
    print(f"  @{author.handle}: {caption}", flush=True)


def _drawn(number: int, folder: Path) -> Path:
    scene = drawn.SCENES[number % len(drawn.SCENES)]
    return drawn.film(scene, folder / f"{number}.mp4", tone=220 + 55 * number)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindreel.settings")
    import django

    from kindreel.ops import log, prepare

    log.set_up("demo", level="ERROR")
    django.setup()
    prepare.database()
    clips = (
        sorted(path for path in Path(sys.argv[1]).iterdir() if path.suffix in ENDINGS) if sys.argv[1:] else []
    )
    password = secrets.token_urlsafe(9)
    try:
        count = fill(clips, password)
    except (Failed, OSError) as error:
        print(f"kindreel: {error}", file=sys.stderr)
        return 1
    handles = ", ".join(someone.handle for someone in PEOPLE)
    print(f"{len(PEOPLE)} people and {count} videos are here. Everybody's password: {password}")
    print(f"Start with bin/run, then sign in as one of {handles}. {PEOPLE[0].handle} runs the place.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
