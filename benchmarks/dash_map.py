"""What Dash alone costs the map: ``benchmarks.dash_map:server``, an application with nothing but that one graph."""

import json
import os
from pathlib import Path

from dash import Dash, dcc, html
from flask_compress import Compress

from benchmarks.static_map import FOLDER, GRAPH, YEAR

app = Dash(__name__, update_title=None, add_log_handler=False)  # type: ignore[arg-type]
app.layout = html.Div(dcc.Graph(**json.loads((Path(os.environ[FOLDER]) / GRAPH).read_text(encoding="utf-8"))))
app.enable_dev_tools(debug=False)
server = app.server
server.config.update(
    SEND_FILE_MAX_AGE_DEFAULT=YEAR,
    COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
    COMPRESS_ALGORITHM_STREAMING=["zstd", "br"],
    COMPRESS_ZSTD_LEVEL=3,
)
Compress(server)
# Dash learns which files it may serve while it makes the first answer, and a worker serves what another announced.
server.test_client().get("/")
