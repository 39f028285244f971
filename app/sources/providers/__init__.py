"""The world's catalogues, one file each, independent."""
