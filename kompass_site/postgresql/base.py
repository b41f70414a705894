"""A broken reference fails in the statement that made it, not at the commit after the answer was written."""

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django.db.backends.postgresql.schema import DatabaseSchemaEditor as PostgresSchemaEditor


class DatabaseOperations(PostgresOperations):
    """Makes no constraint deferrable."""

    def deferrable_sql(self) -> str:
        """Nothing, where Django's own says DEFERRABLE INITIALLY DEFERRED."""
        return ""


class DatabaseSchemaEditor(PostgresSchemaEditor):
    """Never sets constraints immediate, since they are."""

    sql_create_column_inline_fk = "CONSTRAINT %(name)s REFERENCES %(to_table)s(%(to_column)s)%(deferrable)s"
    sql_delete_fk = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend named in settings."""

    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
