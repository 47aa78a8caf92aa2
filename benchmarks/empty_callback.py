"""``benchmarks.empty_callback:server``: the application with one more callback, which returns an empty text."""

from benchmarks.empty_dash import add
from dashboard import serving

app = serving.application()
add(app)
server = app.server
