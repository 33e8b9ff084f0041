import pytest
from django.utils.functional import Promise

from kindreel.videos.media import sandbox
from kindreel.videos.media.errors import SENTENCES, MediaError, from_sandbox

DONE = sandbox.Done(1, b"", "title=private words", 0.1, 1)


def test_every_code_has_a_sentence_that_can_be_translated() -> None:
    codes = "not_a_video too_long too_large no_picture broken unsupported out_of_time out_of_memory disk_full"
    assert sorted(SENTENCES) == sorted(codes.split())
    assert all(isinstance(sentence, Promise) and str(sentence) for sentence in SENTENCES.values())


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (sandbox.TimedOut, "out_of_time"),
        (sandbox.OutOfMemory, "out_of_memory"),
        (sandbox.OutOfRoom, "disk_full"),
        (sandbox.Failed, "broken"),
    ],
)
def test_a_failed_run_becomes_words_for_a_person(failure: type[sandbox.Failed], code: str) -> None:
    error = from_sandbox(failure(DONE))
    assert (error.code, error.sentence) == (code, SENTENCES[code])
    assert "private" not in str(error) + repr(error) + str(error.sentence)


def test_media_error_may_say_more() -> None:
    assert MediaError("too_long", "At most 60 seconds.").sentence == "At most 60 seconds."
