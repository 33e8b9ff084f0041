import json
import zipfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kindreel.ops.export import export_person
from kindreel.people.actions import relations
from kindreel.people.models import Person
from tests.ops.conftest import Command
from tests.world import World, video


def read(target: Path) -> tuple[dict[str, object], dict[str, bytes]]:
    with zipfile.ZipFile(target) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(content.pop("data.json")), content


def test_export_holds_all_of_one_person_and_nothing_of_others(world: World, tmp_path: Path) -> None:
    mine = video(world.ana, "My harbour #sea")
    video(world.ben, "not hers")
    for rendition in mine.renditions.all():
        default_storage.save(rendition.name, ContentFile(rendition.spec.encode()))
    relations.follow(follower=world.ana, followed=world.ben)
    relations.block(blocker=world.ana, blocked=world.cam)
    Person.objects.filter(pk=world.ana.pk).update(bio="I sail.")
    world.ana.refresh_from_db()
    export_person(world.ana, tmp_path / "ana.zip")
    facts, files = read(tmp_path / "ana.zip")
    assert facts["profile"]["bio"] == "I sail."  # type: ignore[index]
    assert [row["handle"] for row in facts["follows"]] == ["ben"]  # type: ignore[attr-defined]
    assert [row["handle"] for row in facts["blocks"]] == ["cam"]  # type: ignore[attr-defined]
    assert [row["caption"] for row in facts["videos"]] == ["My harbour #sea"]  # type: ignore[attr-defined]
    folder = f"videos/{mine.pk}"
    assert files == {f"{folder}/480p.mp4": b"480p", f"{folder}/poster.jpg": b"poster"}
    assert "not hers" not in json.dumps(facts)
    assert "password" not in json.dumps(facts)


def test_export_goes_on_where_a_file_is_lost(world: World, tmp_path: Path) -> None:
    video(world.ana)
    export_person(world.ana, tmp_path / "ana.zip")
    facts, files = read(tmp_path / "ana.zip")
    assert (facts["videos"][0]["files"], files) == ({}, {})  # type: ignore[index]
    assert [path.name for path in tmp_path.iterdir()] == ["ana.zip"]


def test_command_does_not_write_over_a_file(kindreel: Command, world: World, tmp_path: Path) -> None:
    target = tmp_path / "ana.zip"
    target.write_text("mine")
    assert kindreel("export-person", "ana", str(target))[0] == 1
    assert target.read_text() == "mine"
    assert kindreel("export-person", "nobody", str(tmp_path / "x.zip"))[0] == 1
    assert kindreel("export-person", "@Ana", str(tmp_path / "x.zip"))[0] == 0
