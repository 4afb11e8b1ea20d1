"""Benchmarks of this machine and of the product, and the training of the data that ships with it."""
