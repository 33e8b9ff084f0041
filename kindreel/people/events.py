"""What happens to people, as events."""

from kindreel.core.events import declare

JOINED = declare("person.joined", "Somebody made an account.")
APPROVED = declare("person.approved", "A moderator let a waiting person in.")
TURNED_AWAY = declare("person.turned_away", "A moderator did not let a waiting person in.")
LEFT = declare("person.left", "Somebody deleted their account; the grace time begins.")
RETURNED = declare("person.returned", "Somebody came back within the grace time.")
ERASED = declare("person.erased", "The grace time is over; the account and all that was in it is erased.")
CHANGED = declare("person.changed", "Somebody changed their profile or settings.")
TEXT_JUDGED = declare("text.judged", "A moderator let a held name or bio stand, or turned it down.")
FOLLOWED = declare("person.followed", "Somebody follows somebody.")
ASKED = declare("person.asked_to_follow", "Somebody asks to follow a private account.")
UNFOLLOWED = declare("person.unfollowed", "Somebody no longer follows somebody.")
FOLLOWER_REMOVED = declare("person.follower_removed", "Somebody removed a follower.")
BLOCKED = declare("person.blocked", "Somebody blocked somebody.")
UNBLOCKED = declare("person.unblocked", "Somebody took a block back.")
MUTED = declare("person.muted", "Somebody muted a person, a word or a hashtag.")
UNMUTED = declare("person.unmuted", "Somebody took a mute back.")
LINK_MADE = declare(
    "link.made",
    "A one-time link was made: first administrator, new password (for whom in the detail), invitation.",
)
LINK_USED = declare("link.used", "A one-time link was used.")
PASSWORD_RESET = declare("person.password_reset", "A password was set anew through a one-time link.")
ROLE_CHANGED = declare("person.role_changed", "An administrator gave somebody another role.")
TOKEN_MADE = declare("token.made", "Somebody made an API token.")
TOKEN_ENDED = declare("token.ended", "Somebody ended an API token.")
