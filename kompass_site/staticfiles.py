"""Static files with a hash in the name, ES modules' relative imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """The manifest storage that rewrites `import` in modules as well as `@import` and `url()` in style sheets."""

    support_js_module_import_aggregation = True
