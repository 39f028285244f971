"""What acts did, and how they are taken back."""
