"""The same briefing is the same bytes in whatever process it is made."""

import os
import subprocess
import sys
from hashlib import sha256

from dashboard.briefings.formats import FORMATS
from tests.components.briefings import district
from tests.conftest import ROOT

MAKE = "from tests.app.test_briefing_bytes import digests; print(*digests())"


def digests() -> list[str]:
    """Of a district in every format."""
    made = district()
    return [sha256(form.make(made, None)).hexdigest() for form in FORMATS.values()]


def test_order_of_sets_leaves_no_trace_in_a_file() -> None:
    """Texts hash otherwise in each process, and so do sets of them."""
    first, second = (made_with(seed) for seed in ("1", "2"))
    assert first == second
    assert len(first) == 5


def made_with(seed: str) -> list[str]:
    """The digests of a process whose texts hash by the seed."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", MAKE], env=environment, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()
