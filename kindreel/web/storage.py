"""Static files with hashed names, JavaScript modules and what they import included."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedModules(ManifestStaticFilesStorage):
    """Imports in our modules are relative and end with a semicolon, or Django would leave them unhashed."""

    support_js_module_import_aggregation = True
