"""Changes of records: checked, locked, written and audited in one transaction. Nothing else writes records."""

from data_access.changes.apply import Change, Conflict, Refused, Saved, apply, save

__all__ = ["Change", "Conflict", "Refused", "Saved", "apply", "save"]
