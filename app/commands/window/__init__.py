"""What the window itself does: motions in the list, panes, places, sheets."""
