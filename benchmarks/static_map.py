"""The rival of the city page: ``benchmarks.static_map:server``, a file with the same figure and the same plotly.js.

Served as the application serves its own files: the same compression, the same headers for the browser's cache.
"""

import json
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import Flask, Response, send_from_directory
from flask_compress import Compress

FOLDER = "BENCHMARK_STATIC_FOLDER"
FILE = "index.html"
GRAPH = "graph.json"
BUNDLE = "plotly.min.js"
YEAR = 365 * 24 * 60 * 60
_spec = find_spec("plotly")
assert _spec is not None
assert _spec.submodule_search_locations is not None
BUNDLE_FOLDER = Path(_spec.submodule_search_locations[0]) / "package_data"

server = Flask(__name__, static_folder=None)
server.config.update(
    COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
    COMPRESS_ALGORITHM_STREAMING=["zstd", "br"],
    COMPRESS_ZSTD_LEVEL=3,
)
Compress(server)


def write(folder: Path, graph: dict[str, Any], *, width: float, height: float) -> None:
    """Writes the rivals' files: the document, and the graph alone for ``benchmarks.dash_map``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(document(graph, width=width, height=height), encoding="utf-8")
    size = {"width": width, "height": height}
    (folder / GRAPH).write_text(json.dumps({**graph, "style": size}), encoding="utf-8")


def document(graph: dict[str, Any], *, width: float, height: float) -> str:
    """The HTML file: the graph's figure and config (as Dash sends them) in a place of the given size in px."""
    arguments = json.dumps([graph["id"], graph["figure"]["data"], graph["figure"]["layout"], graph["config"]])
    safe = arguments.replace("<", "\\u003c")
    return (
        '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Карта</title>'
        f'<script src="/{BUNDLE}?v=1"></script></head>'
        f'<body><div id="{graph["id"]}" style="width:{width}px;height:{height}px"></div>'
        f"<script>Plotly.newPlot(...{safe})</script></body></html>"
    )


@server.get("/")
def page() -> Response:
    """The file."""
    answer = send_from_directory(os.environ[FOLDER], FILE)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@server.get(f"/{BUNDLE}")
def bundle() -> Response:
    """The library, kept by the browser for a year."""
    return send_from_directory(BUNDLE_FOLDER, BUNDLE, max_age=YEAR)
