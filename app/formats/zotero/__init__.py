"""What Zotero's library holds: items, notes and annotations."""
