"""What every handler uses: the objects of the running bot, access, languages, replies, publishing."""
