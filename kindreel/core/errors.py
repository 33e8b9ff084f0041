"""The one kind of error whose words a person reads."""

from django.utils.functional import Promise


class Refused(Exception):
    """Something that a person asked for and may not have, or not so; `sentence` says why in plain words.

    `field` names the form field that it belongs to, if one does.
    """

    def __init__(self, sentence: str | Promise, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field

    @property
    def sentence(self) -> str:
        return str(self.args[0])

    def __str__(self) -> str:
        return self.sentence


class NotFound(Exception):
    """Missing, or not for the one who asks: the two look the same from outside."""
