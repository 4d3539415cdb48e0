"""The office file: opening, journal, undo, migrations, backups, lock, search, queries."""
