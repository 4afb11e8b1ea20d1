"""Tests of what is measured with visitors' words."""
