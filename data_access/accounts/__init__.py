"""Accounts: who may sign in, as whom; passwords, lock-out, sessions."""
