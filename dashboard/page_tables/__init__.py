"""Tables that pages show beside charts no briefing has, as workbooks: made of what the page itself sends."""
