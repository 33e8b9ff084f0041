from django.apps import apps
from django.db.models import CharField

from kindreel.core.models import DoomedFile
from kindreel.ops import stored

NAME_LENGTH = 80
"""What every column for names of stored files has."""


def test_no_column_for_files_is_forgotten() -> None:
    columns = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if model.__module__.startswith("kindreel.")
        and isinstance(field, CharField)
        and field.max_length == NAME_LENGTH
    }
    known = {(owner.model, owner.field) for owner in stored.OWNERS}
    assert columns - {(DoomedFile, "name")} == known
