"""Measurements beside named peers in the same run, and the training of the bundled model. No part of `make test`."""
