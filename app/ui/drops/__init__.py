"""Dragging and dropping: what goes where, said before, done after."""
