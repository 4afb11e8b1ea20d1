"""From a question to its answer: routes, what decides between them, and the conversation so far."""
