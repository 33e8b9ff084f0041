"""The one exception of this package, with words for the person whose video it was."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kindreel.videos.media import sandbox

SENTENCES: dict[str, str | Promise] = {
    "not_a_video": _("This file is not a video that we can open. Try an MP4, MOV, WebM or MKV file."),
    "too_long": _("This video is too long for this community. You can cut it and try again."),
    "too_large": _("The picture of this video is too large. Try one with at most 4096 points on each side."),
    "no_picture": _("We found no moving picture in this file."),
    "broken": _("This file is damaged, so we could not read it to the end. Try sending it again."),
    "unsupported": _("This video is made in a way that we cannot use. Try saving it as a normal MP4."),
    "out_of_time": _("This video took far too long to work on, so we stopped. You can try a shorter one."),
    "out_of_memory": _("This video needs more memory than this server has for one video."),
    "disk_full": _(
        "There is no room left on this server just now. Nothing you did is wrong: try again later."
    ),
}


class MediaError(Exception):
    """`code` is for the program and the log, `sentence` for the person."""

    def __init__(self, code: str, sentence: str | Promise | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = SENTENCES[code] if sentence is None else sentence


def from_sandbox(failure: sandbox.Failed, otherwise: str = "broken") -> MediaError:
    """What a failed run means to a person. Never quotes the program: its words may come from the file."""
    if isinstance(failure, sandbox.TimedOut):
        return MediaError("out_of_time")
    if isinstance(failure, sandbox.OutOfMemory):
        return MediaError("out_of_memory")
    return MediaError("disk_full" if isinstance(failure, sandbox.OutOfRoom) else otherwise)
