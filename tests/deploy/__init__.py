"""Tests of the two commands and what they stand on."""
