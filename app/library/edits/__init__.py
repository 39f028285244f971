"""What each edit of `app.domain.edit` does to the rows."""
