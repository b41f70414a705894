"""Addresses below /om/."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, path

from accounts.views import mails
from kompass_site import pages

urlpatterns: list[URLPattern] = [
    path("", pages.about, name="about"),
    path("tillganglighet/", pages.accessibility, name="accessibility"),
]
if settings.MAILS_ARE_SHOWN:
    urlpatterns += [
        path("mejl/", mails.mails, name="mails"),
        path("mejl/<slug:name>/", mails.mail, name="mail"),
        path("mejl/<slug:name>/utseende/", mails.look, name="mail_look"),
    ]
if settings.DEBUG_GALLERY and find_spec("kompass_site.gallery"):
    from kompass_site import gallery

    urlpatterns.append(path("komponenter/", gallery.gallery, name="gallery"))
