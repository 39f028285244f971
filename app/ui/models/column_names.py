"""What the columns of the list are called."""

from app.domain.view import Column

COLUMN_NAMES = {
    Column.TITLE: "Title",
    Column.AUTHORS: "Authors",
    Column.YEAR: "Year",
    Column.VENUE: "Venue",
    Column.STATUS: "Status",
    Column.STAR: "Star",
    Column.RATING: "Rating",
    Column.TOPICS: "Topics",
    Column.TAGS: "Tags",
    Column.ADDED: "Added",
    Column.LISTED: "Listed",
    Column.READ: "Read",
    Column.PROGRESS: "Progress",
    Column.PAGES: "Pages",
    Column.CITATIONS: "Citations",
    Column.UPVOTES: "Upvotes",
    Column.STARS: "GitHub stars",
    Column.SOURCE: "Source",
    Column.NOTES: "Notes",
    Column.RELEVANCE: "Relevance",
}
"""The name of each column, as its header shows it."""
