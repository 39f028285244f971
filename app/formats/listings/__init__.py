"""Lists of papers as pages, mails and note programs show them."""
