"""The leg's segments as printed: de Leva 1996, table 4, doi 10.1016/0021-9290(95)00178-6.

Mass in per cent of the body's; centre of mass from the upper end (foot: from the heel) and radius
of gyration about the transverse axis in per cent of the segment's length. Thigh from hip to knee
joint, shank from knee to ankle joint, foot from heel to the tip of the longest toe.
"""

PRINTED = {
    "male": {
        ("hip", "knee"): (14.16, 40.95, 32.9),
        ("knee", "ankle"): (4.33, 43.95, 24.6),
        ("heel", "toe"): (1.37, 44.15, 24.5),
    },
    "female": {
        ("hip", "knee"): (14.78, 36.12, 36.4),
        ("knee", "ankle"): (4.81, 43.52, 26.3),
        ("heel", "toe"): (1.29, 40.14, 27.9),
    },
}


def segments(sex):
    """(upper end, lower end, mass, centre, gyration) of each segment, as shares."""
    for (top, end), (mass, centre, gyration) in PRINTED[sex].items():
        yield top, end, mass / 100, centre / 100, gyration / 100
