from django.urls import path

from kindreel.web.views import feed, hashtags

urlpatterns = [
    path("", feed.show, name="feed"),
    path("discover", feed.discover, name="discover"),
    path("tags/<str:name>", hashtags.show, name="hashtag"),
]
