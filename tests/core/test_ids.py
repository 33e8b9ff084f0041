from kindreel.core import ids


def test_ids_are_short_sortable_and_different() -> None:
    made = [ids.new_id() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert {len(one) for one in made} == {22}
    early, late = ids.encode(1 << 80), ids.encode(2 << 80)
    assert early < late


def test_ids_have_eighty_random_bits(monkeypatch: object) -> None:
    one, other = ids.encode((5 << 80) | 0), ids.encode((5 << 80) | ((1 << 80) - 1))
    assert one != other
    assert len(other) == 22


def test_what_is_an_id() -> None:
    assert ids.is_id(ids.new_id())
    for wrong in ("", "a" * 21, "a" * 23, "-" * 22, "é" * 22, "a" * 21 + "\x00"):
        assert not ids.is_id(wrong)
