"""The session's word for who is looking: ``Viewer.code``."""

SESSION_KEY = "viewer"
