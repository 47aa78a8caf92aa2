"""The analyst's desk: files that were sent, what is to be done with them and how far it is. Kept in a folder.

Not in the database: while a publication is being made its one writer holds SQLite for many seconds, and what goes on
must be told, and further files taken, meanwhile. What lasts (batches, quarantine, mappings) is in the database.
"""
