"""My account: the address, the memberships, the language, the ways to sign in."""

from allauth.account import views as allauth_views
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import signed_in
from accounts.requests import KompassRequest


class LanguageForm(forms.Form):
    """In which language Kompass speaks and writes to the person."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of pages and mails"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def account(request: KompassRequest) -> HttpResponse:
    """Show the account; a POST chooses the language."""
    assert isinstance(request.user, User)
    form = LanguageForm(request.POST if request.method == "POST" else None, initial={"language": request.user.language})
    if form.is_valid():
        return _choose_language(request.user, form.cleaned_data["language"], request)
    context = {"title": _("My account"), "form": form, "person_email": request.user.email}
    context["memberships"] = request.places.memberships
    return render(request, "accounts/account.html", context)


def _choose_language(user: User, language: str, request: HttpRequest) -> HttpResponse:
    User.objects.filter(pk=user.pk).update(language=language)
    with translation.override(language):
        messages.success(request, _("The language is changed."))
    answer = redirect("account")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


class ChangePassword(allauth_views.PasswordChangeView):  # type: ignore[misc]  # allauth has no types
    """A new password for the one of today; whoever has none yet gets one by mail."""

    success_url = None

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if isinstance(request.user, User) and not request.user.has_usable_password():
            return redirect("account_reset_password")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_default_success_url(self) -> str:
        return str(redirect("account")["Location"])
