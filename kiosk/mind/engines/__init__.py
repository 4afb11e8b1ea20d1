"""Models behind their contracts: sentence embeddings and language models, here or on a server."""
