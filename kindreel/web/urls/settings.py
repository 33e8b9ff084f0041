from django.urls import path

from kindreel.web.views.settings import data, factors, look, privacy, profile, security

urlpatterns = [
    path("", profile.home, name="settings"),
    path("profile/", profile.profile, name="settings_profile"),
    path("profile/picture/", profile.picture, name="settings_picture"),
    path("privacy/", privacy.privacy, name="settings_privacy"),
    path("privacy/blocked/", privacy.blocked, name="settings_blocked"),
    path("privacy/muted/", privacy.muted, name="settings_muted"),
    path("privacy/words/", privacy.words, name="settings_words"),
    path("privacy/words/<int:pk>/", privacy.word, name="settings_word"),
    path("look/", look.look, name="settings_look"),
    path("security/", security.overview, name="settings_security"),
    path("security/password/", security.password, name="account_change_password"),
    path("security/sessions/", security.sessions, name="usersessions_list"),
    path("security/sessions/<int:pk>/", security.session, name="settings_session"),
    path("security/tokens/", security.tokens, name="settings_tokens"),
    path("security/tokens/<int:pk>/", security.token, name="settings_token"),
    path("security/app/", factors.app_on, name="mfa_activate_totp"),
    path("security/app/off/", factors.app_off, name="mfa_deactivate_totp"),
    path("security/passkeys/", factors.passkeys, name="mfa_list_webauthn"),
    path("security/passkeys/add/", factors.passkey_add, name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/", factors.passkey_remove, name="mfa_remove_webauthn"),
    path("security/codes/", factors.codes, name="mfa_view_recovery_codes"),
    path("security/codes/file/", factors.codes_file, name="settings_codes_file"),
    path("security/codes/new/", factors.codes_new, name="mfa_generate_recovery_codes"),
    path("data/", data.data, name="settings_data"),
    path("export/", data.export, name="settings_export"),
    path("leave/", data.leave, name="settings_leave"),
    path("come-back/", data.come_back, name="come_back"),
]
