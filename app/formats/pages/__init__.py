"""The text of a paper's pages: its flow, headings and sentences."""
