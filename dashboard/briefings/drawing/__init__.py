"""Static pictures of the screen's figures by matplotlib: no browser, no font of the machine, the same bytes."""
