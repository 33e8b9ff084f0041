"""People and what stands between them.

Nouns: Person, Follow, FollowRequest, Block, Mute, MutedTerm, OneTimeLink, ApiToken.
Verbs: join, follow, ask, accept, decline, unfollow, remove_follower, block, unblock, mute, unmute, approve,
leave.
The one question: `visible_to(viewer)`.
"""
