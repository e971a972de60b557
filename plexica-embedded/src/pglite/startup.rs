//! The first messages of a connection, as far as it takes to refuse it.
//!
//! The format is that of PostgreSQL's documentation, chapter "Message Formats".

use std::io::{self, Read, Write};

/// The codes that stand in place of a protocol version.
const CANCEL_REQUEST: u32 = 80_877_102;
const SSL_REQUEST: u32 = 80_877_103;
const GSS_REQUEST: u32 = 80_877_104;

/// The longest start-up message that PostgreSQL accepts.
const LONGEST: u32 = 10_000;

/// The beginning of what a client sends first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    bytes: [u8; 8],
}

impl Head {
    pub(super) fn read(client: &mut impl Read) -> io::Result<Self> {
        let mut bytes = [0; 8];
        client.read_exact(&mut bytes)?;
        Ok(Self { bytes })
    }

    /// What was read, for the one who is to read it next.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether the client wants no connection, but another one's query to be given up.
    pub(super) fn is_cancel_request(self) -> bool {
        self.code() == CANCEL_REQUEST
    }

    /// Tells the client why it gets no connection.
    pub(super) fn refuse(
        mut self,
        client: &mut (impl Read + Write),
        sqlstate: &str,
        message: &str,
    ) -> io::Result<()> {
        while matches!(self.code(), SSL_REQUEST | GSS_REQUEST) {
            client.write_all(b"N")?;
            self = Self::read(client)?;
        }
        // A client whose message is not read to the end may never see the answer.
        let rest = self.length().min(LONGEST).saturating_sub(8);
        io::copy(&mut Read::by_ref(client).take(rest.into()), &mut io::sink())?;
        client.write_all(&error_response(sqlstate, message))
    }

    fn length(self) -> u32 {
        let [a, b, c, d, ..] = self.bytes;
        u32::from_be_bytes([a, b, c, d])
    }

    fn code(self) -> u32 {
        let [.., a, b, c, d] = self.bytes;
        u32::from_be_bytes([a, b, c, d])
    }
}

/// An `ErrorResponse` that ends the connection.
fn error_response(sqlstate: &str, message: &str) -> Vec<u8> {
    let mut fields = Vec::new();
    for (kind, value) in [
        (b'S', "FATAL"),
        (b'V', "FATAL"),
        (b'C', sqlstate),
        (b'M', message),
    ] {
        fields.push(kind);
        fields.extend_from_slice(value.as_bytes());
        fields.push(0);
    }
    fields.push(0);
    let mut response = vec![b'E'];
    // The length counts itself; the messages here are short.
    let length = u32::try_from(fields.len() + 4).unwrap_or(u32::MAX);
    response.extend_from_slice(&length.to_be_bytes());
    response.extend_from_slice(&fields);
    response
}
