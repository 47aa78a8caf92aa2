"""Who may ask what: sessions, sign-in, and the gate that every request passes."""
