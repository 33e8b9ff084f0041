"""`kindreel import-video`."""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kindreel.ops.answer import Answer, Failed

if TYPE_CHECKING:
    from kindreel.people.models import Person
    from kindreel.videos.models import Video

HELP = "Take a video file in as somebody's own, as if they had uploaded it."
BETWEEN_LOOKS = 0.5


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--as", dest="handle", metavar="HANDLE", required=True)
    parser.add_argument("--caption", metavar="TEXT", required=True)
    parser.add_argument("--wait", action="store_true", help="until it is live, held or failed")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(given: argparse.Namespace) -> Answer:
    from kindreel.ops import prepare
    from kindreel.videos.actions.receive import About, receive

    if not given.file.is_file():
        raise Failed(f"there is no file {given.file}")
    prepare.database()
    author = _author(given.handle)
    video = receive(author=author, path=given.file, about=About(caption=given.caption))
    if given.wait:
        video = _wait(video.pk)
    failed = given.wait and video.state == "failed"
    return _answer(video, f"the video could not be rendered ({video.reason})" if failed else "")


def _author(handle: str) -> "Person":
    from kindreel.people.models import Person

    person = Person.objects.active().filter(handle=handle.strip().lstrip("@").lower()).first()
    if person is None:
        raise Failed(f"there is nobody with the handle {handle}; `kindreel create-person` makes an account")
    return person


def _wait(pk: str) -> "Video":
    """Polls until nothing more will happen by itself; does the work here when no worker is alive to do it."""
    from kindreel.ops import heartbeat
    from kindreel.videos.actions import pipeline
    from kindreel.videos.models import Video
    from kindreel.videos.states import AT_WORK

    while True:
        video: Video = Video.objects.select_related("author").get(pk=pk)
        if video.state not in AT_WORK and not video.unfinished:
            return video
        if not heartbeat.is_alive("worker.media"):
            pipeline.advance(pk)
        time.sleep(BETWEEN_LOOKS)


def _answer(video: "Video", complaint: str) -> Answer:
    facts = _facts(video)
    lines = [f"{facts['url']} is {facts['state']}" + (f" ({facts['reason']})" if facts["reason"] else "")]
    lines += [f"  {film['width']}×{film['height']}  {film['url']}" for film in facts["renditions"]]
    return Answer(facts, lines, complaint)


def _facts(video: "Video") -> dict[str, Any]:
    from kindreel.ops.addresses import whole

    films = [{"width": film.width, "height": film.height, "url": whole(film.url)} for film in video.films]
    return {
        "id": video.pk,
        "state": video.state,
        "url": whole(f"/v/{video.pk}"),
        "reason": video.reason,
        "renditions": films,
    }
