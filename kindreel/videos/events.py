"""What happens to videos, as events."""

from kindreel.core.events import declare

RECEIVED = declare("video.received", "A video arrived whole; from now on it is never lost.")
MOVED = declare("video.moved", "A video went on to its next state; the state stands in the detail.")
PUBLISHED = declare("video.published", "A video is live for those it is meant for.")
HELD = declare("video.held", "A video waits for a moderator; the reason stands in the detail.")
FAILED = declare("video.failed", "A video could not be rendered; the reason stands in the detail.")
RETRIED = declare("video.retried", "Somebody asked for another try.")
EDITED = declare("video.edited", "Somebody changed the words or settings of a video.")
DELETED = declare("video.deleted", "Somebody deleted a video; it can come back for a while.")
UNDELETED = declare("video.undeleted", "Somebody took a deletion back.")
RELEASED = declare("video.released", "A moderator let a held video be seen.")
TAKEN_DOWN = declare("video.taken_down", "A moderator took a held video down.")
ERASED = declare(
    "video.erased", "The time to take a deletion back is over; the video and its files are gone."
)
CAPTIONED = declare("video.captioned", "Somebody added captions to a video; the language is the detail.")
UNCAPTIONED = declare("video.uncaptioned", "Somebody took captions of a video away.")
