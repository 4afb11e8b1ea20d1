"""The workers' own mains: each owns one room's devices and imports that room alone, to keep its process small."""
