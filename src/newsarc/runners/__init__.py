"""How work is mapped over inputs; never what the work is."""
