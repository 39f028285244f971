"""Small pictures of papers: made ahead, kept in a folder, shown in a strip."""
