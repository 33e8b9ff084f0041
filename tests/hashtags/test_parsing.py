import pytest

from kindreel.hashtags.actions import rows_for
from kindreel.hashtags.models import Hashtag
from kindreel.hashtags.parsing import hashtags_in, mentions_in


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#One and #two,#three", ["One", "two", "three"]),
        ("#Café #cafe #CAFÉ", ["Café"]),
        ("no#tag &#39; http://x.example/#frag ##double", []),
        ("#123 #1st #日本 #kindness_2", ["1st", "日本", "kindness_2"]),
        ("#kіndness", []),  # a Cyrillic і among Latin letters
        ("#" + "x" * 61, []),
        (" ".join(f"#t{n}" for n in range(50)), [f"t{n}" for n in range(30)]),
    ],
)
def test_hashtags_of_a_text(text: str, tags: list[str]) -> None:
    assert hashtags_in(text) == tags


@pytest.mark.parametrize(
    ("text", "handles"),
    [("hi @Ana, @ben.o and @ana", ["ana", "ben.o"]), ("mail@example.org @@ana @a", []), ("(@cam)", ["cam"])],
)
def test_mentions_of_a_text(text: str, handles: list[str]) -> None:
    assert mentions_in(text) == handles


def test_one_row_for_one_idea(db: None) -> None:
    assert [row.name for row in rows_for(["Café"])] == ["cafe"]
    rows_for(["CAFE"])
    assert [(row.name, row.shown) for row in Hashtag.objects.all()] == [("cafe", "Café")]
