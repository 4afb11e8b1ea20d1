"""Importers: what organizers really have becomes files of a pack, with a report of everything that was left out."""
