"""A backup is a folder: the roles, a dump of pg_dump, and a manifest that is written last."""
