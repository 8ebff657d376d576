"""One file a filter. A file here is found, listed, explained and tested without being named anywhere else."""
