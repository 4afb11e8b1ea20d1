"""What stands over the portrait: panels, buttons, keys, icons and the gallery of figures."""
