"""Views of a log. They compare nothing: what was kept, taken and written is read off the slices."""
