"""Files between units: keys and cards, sealed packages, and what is done with them."""
