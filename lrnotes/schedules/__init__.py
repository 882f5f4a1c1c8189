"""The definitions, one module a family."""
