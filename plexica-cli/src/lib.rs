//! The plexica command.
