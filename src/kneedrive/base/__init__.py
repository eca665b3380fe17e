"""What every room may lean on.

`places` (where a result may go), `whole` (a file that appears whole or not at all), `whole_folder`
(the same for several files together), `plain_text` (names and cells that nobody can abuse).
"""
