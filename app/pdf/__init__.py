"""How it is drawn: PDFs, read by a process of their own."""
