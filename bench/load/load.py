"""Loads the columns of a log into NumPy arrays, as one would, and prints the milliseconds: load.py LIBRARY FILE"""

import sys
import time

library, path = sys.argv[1:]
if library == "h5py":
    import h5py

    start = time.perf_counter()
    with h5py.File(path) as file:
        columns = [file[name][()] for name in ("observations", "actions", "rewards", "terminals", "timeouts")]
elif library == "pyarrow":
    import pyarrow.parquet

    start = time.perf_counter()
    table = pyarrow.parquet.read_table(path, use_threads=False)
    columns = [column.to_numpy() for column in table.columns]
elif library == "pandas":
    import pandas

    start = time.perf_counter()
    frame = pandas.read_csv(path) if path.endswith(".csv") else pandas.read_json(path, lines=True)
    columns = [column.to_numpy() for _, column in frame.items()]
elif library == "numpy":
    import numpy

    start = time.perf_counter()
    with numpy.load(path) as file:
        columns = [file[name] for name in file.files]
else:
    raise SystemExit(f"unknown library {library}")
print(1000 * (time.perf_counter() - start))
