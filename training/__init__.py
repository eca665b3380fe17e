"""What the project learns from: measured runs, and a virtual camera that films them."""
