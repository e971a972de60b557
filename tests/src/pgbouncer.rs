use std::{
    os::unix::{
        fs::{MetadataExt, chown},
        net::UnixStream,
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use plexica_embedded::native::Server;
use tokio_postgres::config::Host;

/// Leads the clients of tests through PgBouncer.
const VARIABLE: &str = "PLEXICA_TEST_PGBOUNCER";

/// Debian has it where only root looks.
const PROGRAMS: [&str; 2] = ["pgbouncer", "/usr/sbin/pgbouncer"];

const PORT: u16 = 6432;

const STARTS_WITHIN: Duration = Duration::from_secs(10);

/// Ends PgBouncer when the test program has ended, however it did: the other end of its input is
/// gone then.
const SUPERVISOR: &str = r#""$0" --quiet "$1/pgbouncer.ini" & cat; kill -9 $!; rm -rf "$1""#;

/// PgBouncer in transaction mode, in front of every database of this process's server.
#[derive(Debug)]
pub(crate) struct PgBouncer {
    sockets: PathBuf,
    /// Its input is what keeps PgBouncer running.
    _supervisor: Child,
}

impl PgBouncer {
    /// The one of this process, started at the first call, where the environment asks for one.
    ///
    /// # Panics
    /// When it is asked for and cannot be started: nothing is tried without it then.
    pub(crate) fn wanted() -> Option<&'static Self> {
        static WANTED: OnceLock<Option<PgBouncer>> = OnceLock::new();

        let start = || {
            let value = std::env::var_os(VARIABLE)?;
            (!value.is_empty()).then(Self::start)
        };
        WANTED.get_or_init(start).as_ref()
    }

    /// The address of a database by way of PgBouncer, from the one on the server.
    pub(crate) fn url(&self, server_url: &str) -> String {
        let config: tokio_postgres::Config = server_url.parse().expect("it is the server's own");
        let database = config.get_dbname().unwrap_or_default();
        let host = self.sockets.display().to_string().replace('/', "%2F");
        format!("postgresql://postgres@{host}:{PORT}/{database}?statements=unnamed")
    }

    fn start() -> Self {
        let program = PROGRAMS.into_iter().find(|program| is_there(program));
        let program = program.unwrap_or_else(|| {
            panic!(
                "{VARIABLE} is set and there is no PgBouncer: `apt-get install pgbouncer`, or unset it"
            )
        });
        let server = Server::shared().expect("PostgreSQL starts");
        let servers_sockets = socket_folder(server.url());
        let folder = tempfile::Builder::new()
            .prefix("plexica-pgbouncer-")
            .tempdir()
            .expect("a temporary folder can be made")
            .keep();
        let write = |name: &str, text: String| {
            std::fs::write(folder.join(name), text).expect("the folder is new");
        };
        write("users.txt", "\"postgres\" \"\"\n".to_owned());
        write("pgbouncer.ini", settings(&folder, &servers_sockets));
        let mut command = Command::new("sh");
        command
            .args(["-c", SUPERVISOR, program])
            .arg(&folder)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // Only the server's own user reaches it, and PgBouncer refuses to be root.
        let owner = |path: &Path| path.metadata().expect("it was made").uid();
        if owner(&folder) != owner(&servers_sockets) {
            let metadata = servers_sockets.metadata().expect("it was made");
            let (user, group) = (metadata.uid(), metadata.gid());
            chown(&folder, Some(user), Some(group)).expect("root may give away");
            command.uid(user).gid(group);
        }
        let supervisor = command.spawn().expect("there is a shell");
        let started = Instant::now();
        while UnixStream::connect(folder.join(format!(".s.PGSQL.{PORT}"))).is_err() {
            let log = || std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            assert!(
                started.elapsed() < STARTS_WITHIN,
                "PgBouncer does not start: {}",
                log()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        Self {
            sockets: folder,
            _supervisor: supervisor,
        }
    }
}

fn is_there(program: &str) -> bool {
    let version = Command::new(program).arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

fn socket_folder(url: &str) -> PathBuf {
    let config: tokio_postgres::Config = url.parse().expect("it is the server's own");
    match config.get_hosts() {
        [Host::Unix(folder)] => folder.clone(),
        other => panic!("the server listens on a socket, not {other:?}"),
    }
}

/// A client's next transaction is on another connection of the server wherever there is one, so
/// that whoever counts on what a session keeps is found out.
fn settings(folder: &Path, servers_sockets: &Path) -> String {
    format!(
        "[databases]\n\
         * = host={} port=5432 timezone=UTC\n\
         [pgbouncer]\n\
         pool_mode = transaction\n\
         unix_socket_dir = {}\n\
         listen_port = {PORT}\n\
         auth_type = trust\n\
         auth_file = {}\n\
         logfile = {}\n\
         max_client_conn = 1000\n\
         default_pool_size = 20\n\
         server_round_robin = 1\n\
         server_idle_timeout = 5\n",
        servers_sockets.display(),
        folder.display(),
        folder.join("users.txt").display(),
        folder.join("log").display(),
    )
}
