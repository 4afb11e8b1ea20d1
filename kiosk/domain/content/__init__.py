"""What a pack holds once it has been read: figure, script, texts, rights, words."""
