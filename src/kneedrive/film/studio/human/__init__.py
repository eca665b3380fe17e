"""A human body before the camera: somebody's mesh, shaped, dressed, moved and painted.

In reading order: `package` (the data, fetched once), `figure` (a person's shape and joints),
`parts` (what turns about which joint), `outfit` and `clothes`, `person` (all of that together),
`posing` (a pose moves the skin), `follow` (a measured motion laid on a person), `paint` (a surface
becomes a picture), `shot` (room, light and lens). The joints are known in every picture, so a pose
network's errors can be read off.
"""
