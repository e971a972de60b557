//! Connection URLs.

use std::fmt::Write;
use std::path::Path;

/// The superuser of every database.
pub(crate) const SUPERUSER: &str = "postgres";

/// The URL of `database` on the server whose socket is in the folder `sockets`. The folder is
/// the host, percent-encoded, as libpq has it.
pub(crate) fn of_socket(sockets: &Path, database: &str) -> String {
    let mut host = String::new();
    for byte in sockets.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                host.push(char::from(*byte));
            }
            _ => {
                // Writing to a string does not fail.
                let _ = write!(host, "%{byte:02X}");
            }
        }
    }
    format!("postgresql://{SUPERUSER}@{host}:5432/{database}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_the_socket_is_percent_encoded() {
        let url = of_socket(Path::new("/tmp/a b/ü"), "postgres");
        assert_eq!(
            url,
            "postgresql://postgres@%2Ftmp%2Fa%20b%2F%C3%BC:5432/postgres"
        );
    }
}
