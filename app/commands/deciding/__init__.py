"""What becomes of a paper: its status, its place in the queue, its day."""
