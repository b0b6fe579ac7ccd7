// A library to be preloaded into a process; it exports nothing of its own.
