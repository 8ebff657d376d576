"""The command `repair`: reads files, runs the library, writes files whole or not at all."""
