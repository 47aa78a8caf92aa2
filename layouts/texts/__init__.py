"""Russian wording by page, apart from the code. Domain values are codes; they get their words here."""
