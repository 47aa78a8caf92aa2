"""The monitoring database: schema, engine, viewer scope, queries, imports, publications."""
