"""Engines that speak: which one speaks what, its sounds with their times, and speech that was rendered ahead."""
