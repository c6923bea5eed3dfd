"""DNS records as several checks need them: who sends, where a record stands, and under which wrong name it was found."""
