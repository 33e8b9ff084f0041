import pytest

from kindwords.detect import detect
from kindwords.normalize import normalize


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what are you doing after school today", "en"),
        ("qué haces hoy después de clase", "es"),
        ("o que você vai fazer hoje depois da aula", "pt"),
        ("kamu mau ngapain habis pulang sekolah nanti", "id"),
        ("ano gagawin mo mamaya pagkatapos ng klase", "fil"),
        ("grabe ang galing mo talaga sa video na to, so proud of you", "fil"),
        ("gue suka banget sama lagu ini", "id"),
        ("mano que vídeo bom kkkkk", "pt"),
        ("jajaja q lindo amigo te quiero", "es"),
    ],
)
def test_our_languages_are_told_apart(text: str, language: str) -> None:
    assert detect(normalize(text)).best == language


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("merci beaucoup pour cette vidéo, tu es très forte", "fr"),
        ("das ist nicht so gut, aber ich mag es auch", "de"),
        ("привет, как дела", "und"),
        ("お元気ですか", "und"),
    ],
)
def test_other_languages_are_owned_up_to(text: str, foreign: str) -> None:
    detected = detect(normalize(text))
    assert (detected.best, detected.foreign) == (None, foreign)


@pytest.mark.parametrize("text", ["", "❤️❤️", "123", "xkcd"])
def test_no_clue_is_no_answer(text: str) -> None:
    detected = detect(normalize(text))
    assert (detected.best, detected.foreign) == (None, None)
