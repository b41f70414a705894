"""The hidden key of a form that makes something and has no form class: `{% load once %}` … `{% once_key %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.forms import new_key
from accounts.idempotency import KEY_FIELD

register = template.Library()


@register.simple_tag
def once_key(sent: str = "") -> SafeString:
    """A new key, or the one that the form was sent with."""
    return format_html('<input type="hidden" name="{}" value="{}" autocomplete="off">', KEY_FIELD, sent or new_key())
