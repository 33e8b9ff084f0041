from urllib.parse import urlsplit

import pytest

from kindreel.core import addresses

SECRET = b"a secret of the test"
START = 1_900_000_200.0 - 1_900_000_200 % 600  # the first second of a window


def kept(now: float = START) -> tuple[str, str, str]:
    name = addresses.new_name("mp4", public=False)
    parts = urlsplit(addresses.address(name, now, SECRET))
    return name, parts.path, parts.query


def test_new_name_has_22_random_characters_under_their_first_two() -> None:
    names = {addresses.new_name("mp4", public=True) for _ in range(500)}
    assert len(names) == 500
    for name in names:
        folder, two, file = name.split("/")
        key, ext = file.split(".")
        assert (folder, two, len(key), ext) == ("open", key[:2], 22, "mp4")


@pytest.mark.parametrize("ext", ["", "../x", "MP4", "mp4/", "mp4\n", "toolong"])
def test_new_name_refuses_strange_endings(ext: str) -> None:
    with pytest.raises(ValueError, match="ending"):
        addresses.new_name(ext, public=True)


def test_public_address_is_plain_and_leads_back() -> None:
    name = addresses.new_name("jpg", public=True)
    path = addresses.address(name)
    assert path == f"/media/open/{name.split('/')[2]}"
    assert addresses.name_for(path, "") == name
    assert addresses.is_public(name)


def test_private_address_is_the_same_within_a_window() -> None:
    name, path, query = kept(START)
    assert addresses.address(name, START + 599.9, SECRET) == f"{path}?{query}"
    assert addresses.address(name, START + 600, SECRET) != f"{path}?{query}"


@pytest.mark.parametrize("age", [0, 599, 600, 1199.9])
def test_private_address_lives_for_this_window_and_the_next(age: float) -> None:
    name, path, query = kept()
    assert addresses.name_for(path, query, START + age, SECRET) == name


@pytest.mark.parametrize("age", [-0.1, 1200, 100_000])
def test_private_address_is_dead_outside_its_windows(age: float) -> None:
    _, path, query = kept()
    assert addresses.name_for(path, query, START + age, SECRET) is None


def test_private_address_needs_its_own_signature() -> None:
    _, path, query = kept()
    _, other, _ = kept()
    until, sig = query.split("&")
    later = f"until={int(until[6:]) + 600}"
    bad = ["", until, sig, f"{later}&{sig}", query[:-1], query + "A", f"{until}&sig=\u00e9", "until=x&sig=y"]
    assert addresses.name_for(other, query, START, SECRET) is None
    assert [addresses.name_for(path, each, START, SECRET) for each in bad] == [None] * len(bad)
    assert addresses.name_for(path, query, START, b"another secret") is None


def test_public_prefix_does_not_open_a_private_file() -> None:
    name, path, query = kept()
    assert addresses.name_for(path.replace("kept", "open"), query, START, SECRET) != name


@pytest.mark.parametrize(
    "path",
    [
        "/media/open/../../etc/passwd",
        "/media/open/short.mp4",
        "/media/open/" + "a" * 22,
        "/media/",
        "",
        "/media/open/" + "a" * 22 + ".mp4\n",
        "/media/open/" + "a" * 20 + "/b.mp4",
        "/media/gone/" + "a" * 22 + ".mp4",
    ],
)
def test_name_for_knows_only_its_own_paths(path: str) -> None:
    assert addresses.name_for(path, "", START, SECRET) is None


@pytest.mark.parametrize("name", ["open/ab/cd.mp4", "../x", "open/xx/" + "a" * 22 + ".mp4"])
def test_address_refuses_foreign_names(name: str) -> None:
    with pytest.raises(ValueError, match="new_name"):
        addresses.address(name)
