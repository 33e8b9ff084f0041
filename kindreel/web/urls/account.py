from django.urls import path
from django.views.generic import RedirectView

from kindreel.web.views.account import arrival, links, sign_in, sign_up

urlpatterns = [
    path("account/signup/", sign_up.sign_up, name="account_signup"),
    path("account/waiting/", sign_up.waiting, name="account_waiting"),
    path("account/codes/", arrival.codes, name="account_codes"),
    path("account/codes/file/", arrival.codes_file, name="account_codes_file"),
    path("account/login/", sign_in.sign_in, name="account_login"),
    path("account/logout/", sign_in.sign_out, name="account_logout"),
    path("account/removed/", sign_in.removed, name="account_inactive"),
    path("account/recover/", sign_in.recover, name="account_recover"),
    path("account/again/", sign_in.password_again, name="account_reauthenticate"),
    path("account/again/code/", sign_in.code_again, name="mfa_reauthenticate"),
    path("account/again/passkey/", sign_in.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("account/step/", sign_in.second_step, name="mfa_authenticate"),
    path("account/passkey/", sign_in.passkey_sign_in, name="mfa_login_webauthn"),
    path("account/keys/", RedirectView.as_view(pattern_name="settings_security"), name="mfa_index"),
    path("door/<str:secret>/", links.door, name="door"),
    path("reset/<str:secret>/", links.reset, name="reset"),
    path("join/<str:secret>/", links.invitation, name="join"),
]
