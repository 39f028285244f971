"""The platform's own program that speaks, and how it is told what to say."""

import math
import os
import shutil
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

_LINE = 1000
"""The longest line given to a program, in characters."""

_USUAL_RATE = 175
_ORIGINAL = "LD_LIBRARY_PATH_ORIG"
_BUNDLED = "LD_LIBRARY_PATH"
_POWERSHELL = (
    "Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$voice.Rate = {rate}; "
    "$text = New-Object System.IO.StreamReader("
    "[Console]::OpenStandardInput(), [Text.Encoding]::UTF8); "
    "$voice.Speak($text.ReadToEnd())"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A program that says what comes on its standard input and then ends.

    `silence` is run once more where ending the program does not end the speech.
    """

    name: str
    command: tuple[str, ...]
    silence: tuple[str, ...] = ()


def find_voice(words_a_minute: float, *, platform: str = sys.platform) -> Voice | None:
    """Return the program of this machine that speaks; None where there is none."""
    rate = round(words_a_minute)
    if platform == "win32":
        steps = round(10 * math.log(rate / _USUAL_RATE, 3))
        script = _POWERSHELL.format(rate=max(-10, min(10, steps)))
        options = ("-NoProfile", "-NonInteractive", "-Command", script)
        return _found("powershell", *options)
    if platform == "darwin":
        return _found("say", "-r", str(rate), "-f", "-")
    for name in ("espeak-ng", "espeak"):
        voice = _found(name, "-b", "1", "-s", str(rate), "--stdin")
        if voice is not None:
            return _ending_with_us(voice)
    return _dispatched(rate)


def spoken_lines(text: str) -> bytes:
    """Return a text as it is given to a program.

    Each line begins with a space: to none of the programs that is a command.
    """
    lines = textwrap.wrap(text, _LINE, break_on_hyphens=False)
    return "".join(f" {line}\n" for line in lines).encode()


def environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Return what a program of the platform runs with: its libraries, not ours."""
    theirs = dict(ours)
    original = theirs.pop(_ORIGINAL, None)
    if original is not None:
        theirs[_BUNDLED] = original
    elif getattr(sys, "frozen", False):
        theirs.pop(_BUNDLED, None)
    return theirs


def _dispatched(rate: int) -> Voice | None:
    part = (rate - _USUAL_RATE) / (_USUAL_RATE if rate > _USUAL_RATE else 95)
    pace = str(round(100 * max(-1.0, min(1.0, part))))
    voice = _found("spd-say", "-w", "-e", "-r", pace)
    if voice is None:
        return None
    return _ending_with_us(
        Voice(voice.name, voice.command, silence=(voice.command[0], "-C"))
    )


def _found(name: str, *options: str) -> Voice | None:
    program = shutil.which(name)
    return None if program is None else Voice(name, (program, *options))


def _ending_with_us(voice: Voice) -> Voice:
    """Let the system end the program should the window be killed."""
    guard = shutil.which("setpriv", path=os.defpath)
    if guard is None:
        return voice
    command = (guard, "--pdeathsig", "KILL", "--", *voice.command)
    return Voice(voice.name, command, voice.silence)
