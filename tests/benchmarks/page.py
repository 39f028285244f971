"""Where the lines of a generated page stand, in points."""

N_LINES = 48
LINE_AT = (72.0, 90.0)
LINE_STEP = 14.0
