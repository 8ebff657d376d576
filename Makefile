# The benchmark; `make bench FOLDER=…` with corpora.
bench:
	sh tests/bench/run $(FOLDER)

.PHONY: bench
