"""Where a video is, as its author reads it: received, checked, rendering 62 %, live."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kindreel.videos.models import Video
from kindreel.videos.states import State

REASONS = {
    "not_a_video": gettext_lazy("We could not find a video in this file."),
    "too_long": gettext_lazy("This video is too long."),
    "too_large": gettext_lazy("The picture of this video is too large."),
    "no_picture": gettext_lazy("There is only sound in this file, no picture."),
    "broken": gettext_lazy("This file is damaged. Perhaps it was not copied to the end."),
    "unsupported": gettext_lazy("We cannot read this kind of video. MP4, MOV and WebM work."),
    "out_of_time": gettext_lazy("Rendering took too long, so we stopped it."),
    "out_of_memory": gettext_lazy("Rendering needed more memory than there is."),
    "disk_full": gettext_lazy("The server has no room left. The people who run it have been told."),
    "storage": gettext_lazy("The server could not read or write its files."),
    "tried": gettext_lazy("We tried three times, and something went wrong each time."),
    "text": gettext_lazy("A moderator looks at the words first. Until then only you see it."),
}
HOPELESS = frozenset({"not_a_video", "too_long", "too_large", "no_picture", "broken", "unsupported"})
"""What is wrong with the file itself; another try would end the same way."""
ORDER = [State.RECEIVED, State.PROBED, State.REMUXED, State.RENDERING, State.PUBLISHED]


@dataclass(frozen=True)
class Step:
    """`state` is done, now, failed or ahead."""

    words: str
    state: str
    note: str = ""


def can_retry(video: Video) -> bool:
    return video.state == State.FAILED and video.reason not in HOPELESS


def timeline(video: Video) -> list[Step]:
    state = State(video.state)
    if state in (State.PUBLISHED, State.REMOVED):
        live = _("Live; sharper versions follow") if video.unfinished else _("Live")
        return [Step(live, "done") if state == State.PUBLISHED else Step(_("Removed"), "failed")]
    at = ORDER.index(state) if state in ORDER else (3 if video.probe else 0)
    steps = [_step(video, position, _where(position, at)) for position in (0, 1, 3, 4)]
    if state == State.FAILED:
        done = steps[: 2 if video.probe else 1]
        steps = [*done, Step(_("It did not work"), "failed", reason_of(video))]
    if state == State.HELD:
        done = [_step(video, position, "done") for position in (0, 1, 3)]
        steps = [*done, Step(_("Waiting for a moderator"), "now", reason_of(video))]
    return steps


def _where(position: int, at: int) -> str:
    working = {0: 1, 1: 3, 2: 3, 3: 3}[at]
    return "done" if position <= at and position != working else "now" if position == working else "ahead"


def _step(video: Video, position: int, where: str) -> Step:
    words = {
        0: _("Received"),
        1: _("Checked") if where == "done" else _("Being checked"),
        3: _("Rendered")
        if where == "done"
        else _("Being rendered, %(percent)d %%") % {"percent": video.percent},
        4: _("Live") if where == "done" else _("Live soon"),
    }
    if position == 3 and where == "ahead":
        words[3] = _("Then it is rendered")
    return Step(words[position], where)


def reason_of(video: Video) -> str:
    return str(REASONS.get(video.reason, _("Something went wrong on our side.")))
