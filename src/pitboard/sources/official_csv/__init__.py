"""Official timing files in Al Kamel form (IMSA, FIA WEC and sister series): laps, results and weather into facts.

The life of a file: `names` finds it, `rawfile` cuts it into header and rows, `columns` and `laps` read and check the
laps, `results` the entries, `build`, `parts` and `weather` make facts of them, and `load` puts it all together.
`decisions` reads what officials decided; `feed` turns a session into single facts in the order of their arrival.
"""
