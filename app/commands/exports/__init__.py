"""How papers go out: files, bundles, citations, the clipboard, other programs."""
