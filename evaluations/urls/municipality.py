"""A municipality's own imports, below its prefix."""

from evaluations.urls import imports

urlpatterns = imports.patterns(name_before="own_")
