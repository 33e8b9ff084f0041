import pytest

from kindreel.core.errors import Refused
from kindreel.people.handles import clean_handle, skeleton


@pytest.mark.parametrize(("typed", "handle"), [("Ana", "ana"), (" @ana.b_2 ", "ana.b_2"), ("x1y", "x1y")])
def test_a_handle_has_one_form(typed: str, handle: str) -> None:
    assert clean_handle(typed) == handle


@pytest.mark.parametrize(
    "typed",
    ["", "ab", "a" * 25, ".ana", "ana_", "a..b", "a._b", "an a", "аna", "ana\u200b", "ana\u202e", "ána",
     "an/a", "a" * 9999],
)  # fmt: skip
def test_what_no_handle_can_be(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_handle(typed)
    assert refused.value.field == "handle"


@pytest.mark.parametrize(
    "typed", ["admin", "4dmin", "adm1n", "a.d.m.i.n", "m0derator", "kindree1", "support"]
)
def test_nobody_can_look_like_those_who_run_the_place(typed: str) -> None:
    with pytest.raises(Refused, match="kept for the people who run the place"):
        clean_handle(typed)


def test_look_alikes_have_one_skeleton() -> None:
    assert skeleton("anna.lee") == skeleton("anna1ee") == skeleton("annaiee") == skeleton("a_nnalee")
    assert skeleton("rnaria") == skeleton("maria")
    assert skeleton("ana") != skeleton("ena")
