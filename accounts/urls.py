"""Addresses below /konto/: allauth's views one by one under allauth's names, so that nothing unused is reachable."""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as allauth_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path, re_path

from accounts.permissions import public, signed_in
from accounts.views import account, mails, second_factor

urlpatterns: list[URLPattern] = [
    path("", account.account, name="account"),
    path("logga-in/", public(allauth_account.login), name="account_login"),
    path("logga-in/tvafaktor/", public(second_factor.Authenticate.as_view()), name="mfa_authenticate"),
    path("logga-in/passnyckel/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("logga-ut/", public(allauth_account.logout), name="account_logout"),
    path("losenord/", signed_in(account.ChangePassword.as_view()), name="account_change_password"),
    path("losenord/glomt/", public(allauth_account.password_reset), name="account_reset_password"),
    path("losenord/skickat/", public(mails.password_reset_sent), name="account_reset_password_done"),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(allauth_account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "losenord/klart/",
        public(allauth_account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("bekrafta/", signed_in(allauth_account.reauthenticate), name="account_reauthenticate"),
    path("bekrafta/kod/", signed_in(allauth_factor.reauthenticate), name="mfa_reauthenticate"),
    path("bekrafta/passnyckel/", signed_in(second_factor.PasskeyAgain.as_view()), name="mfa_reauthenticate_webauthn"),
    path("tvafaktor/", signed_in(second_factor.Overview.as_view()), name="mfa_index"),
    path("tvafaktor/kravs/", second_factor.needed, name="second_factor_needed"),
    path("tvafaktor/app/", signed_in(second_factor.AddApp.as_view()), name="mfa_activate_totp"),
    path("tvafaktor/app/ta-bort/", signed_in(second_factor.RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path("tvafaktor/passnyckel/", signed_in(second_factor.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path(
        "tvafaktor/passnyckel/<int:pk>/ta-bort/",
        signed_in(second_factor.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("tvafaktor/reservkoder/", signed_in(second_factor.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "tvafaktor/reservkoder/nya/",
        signed_in(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tvafaktor/reservkoder/fil/",
        signed_in(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
