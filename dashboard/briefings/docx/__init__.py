"""A briefing as DOCX: a document that is read on in Word and may be edited there."""
