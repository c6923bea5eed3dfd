"""One file, one question: every module here publishes CHECK, and answers from evidence with the causes it found."""
