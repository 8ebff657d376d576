"""The benchmark: repair beside other tools, in one run on one machine. `sh tests/bench/run [FOLDER]`."""
