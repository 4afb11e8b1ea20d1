"""One kiosk as it runs: frames, the director, what is published of it, and what it looks at beside the visit."""
