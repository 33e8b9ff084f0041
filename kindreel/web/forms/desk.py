"""Forms of the desk for people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kindreel.people.models.person import Role
from kindreel.web.forms.plain import Plain


class FindForm(Plain):
    handle = forms.CharField(label=_("Handle"), max_length=200, required=False)


class RoleForm(Plain):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
