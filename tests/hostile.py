"""Texts that are no good will: what tests of every input give to it."""

MARK = "<img src=x onerror=alert(1)>"

TEXTS = (
    MARK,
    '"><script>window.hurt=1</script>',
    "'; DROP TABLE school; --",
    "1 OR 1=1",
    "{{7*7}}${7*7}#{7*7}<%= 7*7 %>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "javascript:alert(1)",
    "\x00\x01\x07\x1b[31m\x7f",
    "\u202eабв\u202c\u200f\u2066",
    "a\r\nSet-Cookie: x=1\r\n\r\n<b>",
    "%s%s%n%x %(name)s {0.__class__}",
    "9" * 400,
    "-1",
    "1e999",
    "٣٣٣",
    "Ω" * 3000,
    "[" * 200,
    "\ufffe\uffff\U0010ffff",
    "NaN",
    "null",
    "",
)
