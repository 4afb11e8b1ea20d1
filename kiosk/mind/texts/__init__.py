"""The pack's texts: their index, what is found in them, and what is quoted."""
