"""Three people whom every test knows.

Ana, 30, in the Philippines, posts for everyone. Ben, 17, in Brazil, follows Ana. Cam, 14, in Spain, is
private.
"""

from dataclasses import dataclass

from kindreel.core import addresses, clock
from kindreel.people.actions.join import create_person
from kindreel.people.models import Person
from kindreel.videos.actions.caption import apply_caption
from kindreel.videos.models import Rendition, Video

WORD = "a quiet harbour 7"


def person(handle: str, *, age: int = 30, **fields: object) -> Person:
    made = create_person(handle=handle, birth_year=clock.now().year - age - 1, password=WORD)
    if fields:
        Person.objects.filter(pk=made.pk).update(**fields)
        made.refresh_from_db()
    return made


def video(author: Person, caption: str = "", *, state: str = "published", **fields: object) -> Video:
    """A row as it stands after the pipeline, with rows for its files; the bytes are not there."""
    fields.setdefault("published_at", clock.now() if state == "published" else None)
    size = {"width": 480, "height": 854, "duration": 7.0}
    made = Video.objects.create(author=author, state=state, **size, **fields)
    apply_caption(made, caption)
    for spec, ending in (("480p", "mp4"), ("poster", "jpg")):
        name = addresses.new_name(ending, public=made.is_public)
        Rendition.objects.create(video=made, spec=spec, name=name, width=480, height=854, bytes=1000)
    return made


@dataclass
class World:
    ana: Person
    ben: Person
    cam: Person

    @classmethod
    def begin(cls) -> "World":
        return cls(ana=person("ana"), ben=person("ben", age=17), cam=person("cam", age=14, private=True))
