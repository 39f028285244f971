"""Check Octavo from a checkout: `python3 packaging/test.py [STEP…]`, none = all.

Prepares `.venv` with what the tests need, runs each step, goes on after a failed one
and ends with a summary; exits 1 when a step failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import debian
import environment

LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"
# One more at a time than there are cores, since each waits for processes of its own
# part of the time; a worker that is done takes from the others.
N_WORKERS = str(min((os.cpu_count() or 1) + 1, 4))
PARALLEL = ["-n", N_WORKERS, "--dist", "worksteal"]
# What each step runs with the Python of `.venv`; `env` runs nothing.
STEPS = {
    "env": [],
    "format": [["-m", "ruff", "format", "--check", "."]],
    "lint": [["-m", "ruff", "check", "."]],
    "types": [["-m", "mypy"], ["-m", "mypy", "packaging"]],
    "layers": [["-c", LINT_IMPORTS]],
    "unit": [
        [
            *("-m", "pytest", *PARALLEL),
            *("tests/unit", "tests/architecture", "tests/end2end"),
            *("-m", "not ui and not window and not bundle and not faults"),
        ]
    ],
    "ui": [["-m", "pytest", *PARALLEL, "-m", "ui", "tests"]],
    "window": [["-m", "pytest", "-m", "window", "tests"]],
    "bundle": [["-m", "pytest", "-m", "bundle", "tests/end2end"]],
    "faults": [["-m", "pytest", *PARALLEL, "-m", "faults", "tests/faults"]],
    "bench": [["-m", "tests.benchmarks", "--papers", "2000"]],
}
SCREEN_PROGRAMS = ["Xvfb", "openbox", "xdotool"]
PROGRAMS = {
    "window": SCREEN_PROGRAMS,
    "bundle": ["objdump", "desktop-file-validate", *SCREEN_PROGRAMS],
}


def main(arguments: list[str]) -> int:
    """Run the steps named, in their order; return 0 when all passed."""
    environment.need_python()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(STEPS))
    wanted = parser.parse_args(arguments).steps or list(STEPS)
    unknown = sorted(set(wanted) - set(STEPS))
    if unknown:
        parser.error(
            f"no such step: {', '.join(unknown)}; there are {', '.join(STEPS)}"
        )
    venv = environment.Environment(with_tests=True)
    results = {"env": _run("env", partial(_prepare, venv, wanted))}
    if results["env"][0]:
        for step in [step for step in STEPS if step in wanted and step != "env"]:
            results[step] = _run(step, partial(_check, venv, step))
    return _summarise(results)


def _prepare(venv: environment.Environment, wanted: list[str]) -> bool:
    """Make the environment, and install the programs that these steps need."""
    try:
        venv.synchronise()
    except environment.SetUpError as error:
        print(error)
        return False
    steps = PROGRAMS if "env" in wanted else wanted
    programs = [name for step in steps for name in PROGRAMS.get(step, [])]
    has_libraries = debian.need_qt_libraries(environment.say)
    return debian.need_programs(programs, environment.say) and has_libraries


def _check(venv: environment.Environment, step: str) -> bool:
    """Run all commands of one step; pytest without a single test has failed (5)."""
    variables = {**os.environ, "PATH": _path_with(venv)}
    if step != "window":
        variables["QT_QPA_PLATFORM"] = "offscreen"
    codes = [
        subprocess.run(
            [str(venv.python), *command],
            cwd=environment.CHECKOUT,
            env=variables,
            stdin=subprocess.DEVNULL,
            check=False,
        ).returncode
        for command in STEPS[step]
    ]
    return not any(codes)


def _path_with(venv: environment.Environment) -> str:
    return os.pathsep.join([str(venv.python.parent), os.environ.get("PATH", "")])


def _run(step: str, act: Callable[[], bool]) -> tuple[bool, float]:
    """Run one step between two lines; return whether it passed, and its seconds."""
    print(f"== {step}", flush=True)
    start = time.monotonic()
    passed = act()
    duration_s = time.monotonic() - start
    print(f"== {step}: {_word(passed)} in {duration_s:.1f} s", flush=True)
    return passed, duration_s


def _summarise(results: dict[str, tuple[bool, float]]) -> int:
    print("\nSummary")
    for step, (passed, duration_s) in results.items():
        print(f"  {step:<8} {_word(passed):<6} {duration_s:6.1f} s")
    failed = [step for step, (passed, _) in results.items() if not passed]
    total_s = sum(duration_s for _, duration_s in results.values())
    outcome = f"FAILED: {', '.join(failed)}" if failed else "All steps passed"
    print(f"{outcome} ({total_s:.0f} s).")
    return 1 if failed else 0


def _word(passed: bool) -> str:
    return "passed" if passed else "FAILED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
