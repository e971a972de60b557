//! A network in the process: it delays each direction, and counts round trips.
//!
//! Threads rather than a runtime: a runtime's timer ticks once a millisecond.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use tokio_postgres::config::Host;

/// Runs until the process ends.
#[derive(Debug)]
pub(crate) struct Proxy {
    port: u16,
    round_trips: Arc<AtomicU64>,
}

impl Proxy {
    /// # Errors
    /// When no port is free.
    pub(crate) fn start(host: Host, port: u16, delay: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let proxy = Self {
            port: listener.local_addr()?.port(),
            round_trips: Arc::default(),
        };
        let round_trips = Arc::clone(&proxy.round_trips);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // A client that gets no server sees its connection close.
                let _ = serve(client, &host, port, delay, &round_trips);
            }
        });
        Ok(proxy)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// How often a client has spoken first or after an answer, on all connections since the
    /// start. What goes out before an answer is back is one round trip.
    pub(crate) fn round_trips(&self) -> u64 {
        self.round_trips.load(SeqCst)
    }
}

fn serve(
    client: TcpStream,
    host: &Host,
    port: u16,
    delay: Duration,
    round_trips: &Arc<AtomicU64>,
) -> io::Result<()> {
    client.set_nodelay(true)?;
    let (from_server, to_server) = connect(host, port)?;
    let from_client = client.try_clone()?;
    let answered = Arc::new(AtomicBool::new(true));
    let sent = {
        let (answered, round_trips) = (Arc::clone(&answered), Arc::clone(round_trips));
        move || {
            if answered.swap(false, SeqCst) {
                round_trips.fetch_add(1, SeqCst);
            }
        }
    };
    pass(Box::new(from_client), to_server, delay, sent);
    // Counted where the client gets it, so that a flight of statements is one round trip.
    pass(from_server, Box::new(Closing(client)), delay, move || {
        answered.store(true, SeqCst)
    });
    Ok(())
}

type Source = Box<dyn Read + Send>;
type Sink = Box<dyn Write + Send>;

fn connect(host: &Host, port: u16) -> io::Result<(Source, Sink)> {
    match host {
        Host::Tcp(name) => {
            let stream = TcpStream::connect((name.as_str(), port))?;
            stream.set_nodelay(true)?;
            Ok((Box::new(stream.try_clone()?), Box::new(Closing(stream))))
        }
        Host::Unix(folder) => {
            let stream = UnixStream::connect(Path::new(folder).join(format!(".s.PGSQL.{port}")))?;
            Ok((Box::new(stream.try_clone()?), Box::new(Closing(stream))))
        }
    }
}

/// One direction: one thread reads, another one writes when it is time.
fn pass(
    mut source: Source,
    mut sink: Sink,
    delay: Duration,
    mut passed: impl FnMut() + Send + 'static,
) {
    let (sender, receiver) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = source.read(&mut buffer) {
            let due = Instant::now() + delay;
            if sender.send((due, buffer[..length].to_vec())).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        for (due, bytes) in receiver {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            passed();
            if sink.write_all(&bytes).is_err() {
                break;
            }
        }
    });
}

/// A stream that ends, for its other half too, when its writer is done.
struct Closing<S: Close>(S);

trait Close: Write {
    fn close(&self);
}

impl Close for TcpStream {
    fn close(&self) {
        let _ = self.shutdown(Shutdown::Both);
    }
}

impl Close for UnixStream {
    fn close(&self) {
        let _ = self.shutdown(Shutdown::Both);
    }
}

impl<S: Close> Write for Closing<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<S: Close> Drop for Closing<S> {
    fn drop(&mut self) {
        self.0.close();
    }
}
