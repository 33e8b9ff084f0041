from django.urls import path

from kindreel.web.views import desk_held, desk_people

urlpatterns = [
    path("", desk_held.home, name="desk"),
    path("held/", desk_held.held, name="desk_held"),
    path("held/videos/<str:id>/", desk_held.video, name="desk_held_video"),
    path("held/texts/<int:pk>/", desk_held.text, name="desk_held_text"),
    path("people/", desk_people.people, name="desk_people"),
    path("people/invitations/", desk_people.invitations, name="desk_invitations"),
    path("people/<str:handle>/approval/", desk_people.approval, name="desk_approval"),
    path("people/<str:handle>/reset-link/", desk_people.reset_link, name="desk_reset_link"),
    path("people/<str:handle>/role/", desk_people.role, name="desk_role"),
]
