"""Rules of kind `library`: all templates of a library compared with one another, by their text alone."""
