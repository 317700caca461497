"""What recurs on the pages of a site: pages seen to rules, each with its evidence. Pure."""
