"""Measures how accurate and how fast Kneedrive is, and writes the tables of docs/.

    python -m bench                     all parts, then the docs
    python -m bench keypoints studio    some parts, then the docs
    python -m bench docs                the docs alone, from the results that are there

A part goes on where it was stopped. In reading order: `store` (where things lie), `scores` (errors
against truth), `conditions` and `keypoints`; `scenes`, `footage`, `exchanged`, `landmarks` and
`studio`; `real`; `fade_worlds`, `fade_planted` and `fade_found`; `fade_clips`, `fade_speed` and
`fade`; `sample`, `child`, `pose_speed`, `speed` and `memory`; `fuzz` (damaged inputs) and `disk`
(full disks, kills); `gate` (is it worse than released?); `tables` and `docs`.
"""
