"""What one can do: one declaration feeds keys, menus, palette and terminal."""
