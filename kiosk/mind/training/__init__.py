"""Scripts that made the data files of the mind; they need labelled sets that do not ship with the product."""
