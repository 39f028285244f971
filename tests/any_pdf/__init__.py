"""Any PDF in the reader: opened, scrolled, searched and peeked at off screen."""
