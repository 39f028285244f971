"""What a paper is: frozen values and errors, standard library only."""
