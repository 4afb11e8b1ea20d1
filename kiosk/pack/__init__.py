"""Content packs: read, checked, begun from a template, kept in a library; nothing wrong gets past this room."""
