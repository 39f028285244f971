"""All benchmarks by name."""

from collections.abc import Callable, Iterable
from pathlib import Path

from tests.benchmarks import (
    a12_recognise,
    d1_duplicates,
    d2_sort,
    f5_suggest,
    p01_start,
    p02_search,
    p03_list,
    p04_import,
    p05_open,
    p07_find,
    p08_stuck,
    p09_download,
    p10_memory,
    p11_mark,
    p12_undo,
    s1_asked,
    v1_looks,
)
from tests.benchmarks.row import Row

Benchmark = Callable[[int, Path], Iterable[Row]]
"""Takes the number of papers and an empty folder to work in."""

BENCHMARKS: dict[str, Benchmark] = {
    "P1": p01_start.measure,
    "P2": p02_search.measure,
    "P3": p03_list.measure,
    "P4": p04_import.measure,
    "P5": p05_open.measure_opening,
    "P6": p05_open.measure_turning,
    "P7": p07_find.measure,
    "P8": p08_stuck.measure,
    "P9": p09_download.measure,
    "P10": p10_memory.measure,
    "P11": p11_mark.measure,
    "P12": p12_undo.measure,
    "A12": a12_recognise.measure,
    "D1": d1_duplicates.measure,
    "D2": d2_sort.measure,
    "F5": f5_suggest.measure,
    "S1": s1_asked.measure,
    "V1": v1_looks.measure,
}
