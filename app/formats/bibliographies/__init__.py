"""Bibliographies of other programs: BibTeX, RIS, CSL-JSON, EndNote, PubMed."""
