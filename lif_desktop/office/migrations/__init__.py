"""Migrations of the office file, one module a format."""
