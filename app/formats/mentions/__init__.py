"""What a paper's text points at: figures, equations, sections, references."""
