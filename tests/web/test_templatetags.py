from datetime import timedelta

import pytest
from django.utils import translation

from kindreel.core import clock
from kindreel.web.templatetags.kindreel import span


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=3), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1, minutes=5), "1 hour"),
        (timedelta(days=3, hours=2), "3 days"),
        (timedelta(days=-2, minutes=-5), "2 days"),
    ],
)
def test_a_span_is_one_word(ago: timedelta, words: str) -> None:
    assert span(clock.now() - ago) == words


@pytest.mark.parametrize(
    ("language", "words"), [("es", "3 días"), ("pt-br", "3 dias"), ("id", "3 hari"), ("fil", "3 araw")]
)
def test_a_span_is_said_in_every_language(language: str, words: str) -> None:
    with translation.override(language):
        assert span(clock.now() - timedelta(days=3, hours=1)) == words
