"""The load of readers, its own process: ``python -m benchmarks.load PORT PATH BODY-FILE READERS SECONDS REQUESTS``.

Each reader keeps one connection and asks again as soon as it is answered, until the time or the number of requests
is up. The result goes to standard output as JSON: seconds, latencies in milliseconds, bytes of one answer.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.spread import percentile

PATIENCE = 30.0
# What Chromium says to a host that it trusts, such as this machine.
ACCEPTED = "gzip, deflate, br, zstd"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the load: seconds, latency of each answer in ms, bytes of an answer on the wire."""

    seconds: float
    latencies: list[float]
    size: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    @property
    def p50(self) -> float:
        """Median latency, ms."""
        return percentile(self.latencies, 0.5)

    @property
    def p99(self) -> float:
        """Latency that 99 % of the answers do not exceed, ms."""
        return percentile(self.latencies, 0.99)


def measure(port: int, path: str, body: bytes, *, readers: int, seconds: float, requests: int = 100_000) -> Run:
    """Runs the load in a process of its own. CalledProcessError where an answer was not 200."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(body)
        file.flush()
        arguments = [str(port), path, file.name, str(readers), str(seconds), str(requests)]
        command = [sys.executable, "-m", "benchmarks.load", *arguments]
        timeout = seconds + 2 * PATIENCE
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=timeout)
    return Run(**json.loads(done.stdout))


def request(path: str, body: bytes) -> bytes:
    """The POST as bytes, as a browser sends it."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nAccept-Encoding: {ACCEPTED}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def length(head: bytes) -> int:
    """Bytes of the body that follows the head of an answer. ValueError unless it is 200 with a Content-Length."""
    first, *fields = head.decode("latin-1").split("\r\n")
    if first.split(" ")[1] != "200":
        raise ValueError(first)
    for field in fields:
        name, _, value = field.partition(":")
        if name.lower() == "content-length":
            return int(value)
    raise ValueError("no Content-Length")


async def _reader(port: int, asked: bytes, deadline: float, left: list[int], latencies: list[float]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    size = 0
    while left[0] > 0 and time.perf_counter() < deadline:
        left[0] -= 1
        started = time.perf_counter()
        writer.write(asked)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
        answer = await asyncio.wait_for(reader.readexactly(length(head)), PATIENCE)
        latencies.append(1000 * (time.perf_counter() - started))
        size = len(head) + len(answer)
    writer.close()
    return size


async def _readers(port: int, asked: bytes, readers: int, seconds: float, requests: int) -> dict[str, object]:
    latencies: list[float] = []
    started = time.perf_counter()
    left = [requests]
    sizes = await asyncio.gather(*(_reader(port, asked, started + seconds, left, latencies) for _ in range(readers)))
    return {"seconds": time.perf_counter() - started, "latencies": latencies, "size": max(sizes)}


def _main(port: str, path: str, file: str, readers: str, seconds: str, requests: str) -> None:
    asked = request(path, Path(file).read_bytes())
    json.dump(asyncio.run(_readers(int(port), asked, int(readers), float(seconds), int(requests))), sys.stdout)


if __name__ == "__main__":
    _main(*sys.argv[1:])
