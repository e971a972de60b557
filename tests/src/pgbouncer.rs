use std::{
    os::unix::{
        fs::{MetadataExt, chown},
        net::UnixStream,
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, OnceLock, PoisonError},
    time::{Duration, Instant},
};

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

/// The address of a database by way of a PgBouncer in transaction mode, where the environment asks for
/// that, from its address on the server. The PgBouncer is this database's alone, and ends with the
/// process: 1.18 ends itself when a client that has asked it to cancel something is gone too early, as
/// one is whose test is over.
///
/// # Panics
/// When it is asked for and cannot be started: nothing is tried without it then.
pub(crate) fn url_by_way_of_it(server_url: &str) -> Option<String> {
    let value = std::env::var_os(VARIABLE)?;
    if value.is_empty() {
        return None;
    }
    let config: tokio_postgres::Config = server_url.parse().expect("it is the server's own");
    let database = config.get_dbname().unwrap_or_default();
    let host = start(&socket_folder(&config))
        .display()
        .to_string()
        .replace('/', "%2F");
    Some(format!(
        "postgresql://postgres@{host}:{PORT}/{database}?statements=unnamed"
    ))
}

/// Starts one, and gives the folder of its socket.
fn start(servers_sockets: &Path) -> PathBuf {
    /// The other ends of the supervisors' inputs, which keep PgBouncer running.
    static RUNNING: Mutex<Vec<Child>> = Mutex::new(Vec::new());

    let program = program();
    let folder = tempfile::Builder::new()
        .prefix("plexica-pgbouncer-")
        .tempdir()
        .expect("a temporary folder can be made")
        .keep();
    let write = |name: &str, text: String| {
        std::fs::write(folder.join(name), text).expect("the folder is new");
    };
    write("users.txt", "\"postgres\" \"\"\n".to_owned());
    write("pgbouncer.ini", settings(&folder, servers_sockets));
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
    if owner(&folder) != owner(servers_sockets) {
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
    RUNNING
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(supervisor);
    folder
}

fn program() -> &'static str {
    static PROGRAM: OnceLock<Option<&str>> = OnceLock::new();

    let found = PROGRAM.get_or_init(|| PROGRAMS.into_iter().find(|program| is_there(program)));
    found.unwrap_or_else(|| {
        panic!(
            "{VARIABLE} is set and there is no PgBouncer: `apt-get install pgbouncer`, or unset it"
        )
    })
}

fn is_there(program: &str) -> bool {
    let version = Command::new(program).arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

fn socket_folder(config: &tokio_postgres::Config) -> PathBuf {
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
