"""The figure on the screen: a pose goes in, a painted and moving portrait comes out."""
