//! Asking a pooler to have a statement stopped.
//!
//! PgBouncer passes the request on by a connection of its own. Until 1.19 it ends itself, and with it
//! everybody's connections, when who asked has hung up before that. The driver hangs up at once;
//! libpq waits until the other end does, and so does this.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_postgres::{CancelToken, Config, config::Host, tls::MakeTlsConnect};

use super::manager::Tls;

/// Asks, and waits until it was passed on. Says whether it could: with several hosts only the driver
/// knows which of them the connection goes to.
pub(super) async fn by_pooler(config: &Config, token: &CancelToken, tls: Tls) -> bool {
    let [host] = config.get_hosts() else {
        return false;
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    match host {
        Host::Tcp(name) => match TcpStream::connect((name.as_str(), port)).await {
            Ok(stream) => ask(stream, name, token, tls).await,
            Err(_) => false,
        },
        #[cfg(unix)]
        Host::Unix(folder) => {
            let socket = folder.join(format!(".s.PGSQL.{port}"));
            match tokio::net::UnixStream::connect(socket).await {
                Ok(stream) => ask(stream, "", token, tls).await,
                Err(_) => false,
            }
        }
    }
}

async fn ask<S>(stream: S, host: &str, token: &CancelToken, mut tls: Tls) -> bool
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    match MakeTlsConnect::<Patient<S>>::make_tls_connect(&mut tls, host) {
        Ok(tls) => token.cancel_query_raw(Patient(stream), tls).await.is_ok(),
        Err(_) => false,
    }
}

/// A connection that is hung up on by the other end, never by this one.
struct Patient<S>(S);

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut bytes = [0; 64];
        loop {
            let mut buffer = ReadBuf::new(&mut bytes);
            let read = ready!(Pin::new(&mut self.0).poll_read(context, &mut buffer));
            if read.is_err() || buffer.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }
}
