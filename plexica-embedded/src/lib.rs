//! A private PostgreSQL for a first run and for tests: the machine's own programs, or PGlite.
