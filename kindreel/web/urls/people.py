from django.urls import path

from kindreel.web.views import people, relations

urlpatterns = [
    path("inbox", people.inbox, name="inbox"),
    path("@<str:handle>", people.profile, name="profile"),
    path("@<str:handle>/followers/", people.followers, name="followers"),
    path("@<str:handle>/following/", people.following, name="following"),
    path("@<str:handle>/follow/", relations.follow, name="follow"),
    path("@<str:handle>/follower/", relations.follower, name="follower"),
    path("@<str:handle>/request/", relations.request, name="request"),
    path("@<str:handle>/block/", relations.block, name="block"),
    path("@<str:handle>/mute/", relations.mute, name="mute"),
]
