"""Pull: how hard the hip flexors work on the swinging leg."""
