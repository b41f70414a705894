"""Who may sign in: by e-mail and password, in the same time whether the address is known or not."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from accounts.models import User


def find_person(email: str) -> User | None:
    """The person with this address who may sign in, from one statement by the unique index."""
    user = User.objects.filter(email=email.strip().lower()).first()
    return user if user is not None and may_sign_in(user) else None


def may_sign_in(user: User) -> bool:
    """Deactivated people may not; invented people only where demonstration is on."""
    return user.is_active and (settings.DEMONSTRATION or not user.is_demonstration)


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Allauth's backend without its address book: one address a person, and no page for the deactivated.

    `user_can_authenticate` is asked at every request as well, so that a deactivated person is out at the next one.
    """

    def authenticate(
        self, request: HttpRequest | None, **credentials: Any
    ) -> AbstractBaseUser | None:  # Any: Django's own
        """The person, or None after as much hashing as a right address costs."""
        user = User.objects.filter(email=str(credentials.get("email") or "").strip().lower()).first()
        password = str(credentials.get("password") or "")
        if user is None or not user.has_usable_password():
            User().set_password(password)
            return None
        return user if user.check_password(password) and may_sign_in(user) else None

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        """Whether the person may sign in, or stay signed in."""
        return isinstance(user, User) and may_sign_in(user)
