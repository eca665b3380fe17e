"""Stride: contacts and flights, steps and strides, and the register of metrics."""
