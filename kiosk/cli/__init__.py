"""One module per verb of the command line, each with `run(options) -> exit status`; imported only when asked for."""
