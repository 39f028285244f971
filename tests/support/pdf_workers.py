"""How tests start PDF workers: the real one and the misbehaving one."""

import sys
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
WORKER = [
    sys.executable,
    "-c",
    "from app.pdf.worker import main; raise SystemExit(main([]))",
]
PLANTED_WORKER = [sys.executable, "-m", "tests.support.planted_worker"]

MakePdf = Callable[..., Path]
