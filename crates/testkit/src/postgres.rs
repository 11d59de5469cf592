//! A PostgreSQL server for tests: one that is named, else one of our own that lives no longer than
//! the tests. What they need in it, such as databases, they make themselves.

/// The URL of a PostgreSQL server, whose user may make databases: `WAYMARK_TEST_POSTGRES`, else a
/// server that is started once for each process of tests, on the loopback alone and on a free
/// port, and that goes with the process. It is the newest below `/usr/lib/postgresql`, else the
/// one on the `PATH`; to root's tests it runs as the user `postgres`, since it refuses root. On
/// systems other than Unix none is started.
///
/// `None` where there is none, and then the test says that it is skipped.
///
/// # Panics
///
/// Where there is none although `CI` is set: the checks there must not skip in silence. Where one
/// is installed but does not start.
pub fn postgres_server() -> Option<String> {
    let named = std::env::var("WAYMARK_TEST_POSTGRES").ok();
    let found = named.filter(|url| !url.is_empty()).or_else(our_own::url);
    assert!(
        found.is_some() || std::env::var_os("CI").is_none(),
        "no PostgreSQL is there; install one, or set WAYMARK_TEST_POSTGRES to the URL of a server"
    );
    found
}

#[cfg(not(unix))]
mod our_own {
    //! Nothing holds a server to the life of the tests here.

    pub(super) fn url() -> Option<String> {
        None
    }
}

#[cfg(unix)]
mod our_own {
    //! The server that is started here.

    use std::net::TcpListener;
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command, Stdio};
    use std::sync::OnceLock;
    use std::time::Duration;

    /// Runs the server that its arguments name until its input ends, which is when the process of
    /// the tests has ended, however it did. Statics are never dropped, so nothing else would stop
    /// the server. The signal goes to the server's own process, by the file that it keeps, as
    /// what was started may be `runuser`. Ctrl-C reaches this shell too; it has to stay and tidy
    /// up.
    const LEASH: &str = r#"
        trap '' INT TERM HUP
        folder=$1
        shift
        "$@" >"$folder/log" 2>&1 &
        started=$!
        cat >/dev/null
        kill -QUIT "$(head -n 1 "$folder/data/postmaster.pid")" || kill "$started"
        wait "$started"
        rm -rf "$folder"
    "#;

    struct Server {
        url: String,
        /// Holds the input of the leash open.
        _leash: Child,
    }

    pub(super) fn url() -> Option<String> {
        static SERVER: OnceLock<Option<Server>> = OnceLock::new();
        SERVER
            .get_or_init(|| programs().map(|programs| start(&programs)))
            .as_ref()
            .map(|server| server.url.clone())
    }

    /// The folder with the server's programs.
    fn programs() -> Option<PathBuf> {
        let has_all = |folder: &PathBuf| {
            ["initdb", "postgres", "pg_isready"]
                .iter()
                .all(|program| folder.join(program).is_file())
        };
        let installed = std::fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let version: u32 = entry.file_name().to_str()?.parse().ok()?;
                Some((version, entry.path().join("bin")))
            })
            .filter(|(_, folder)| has_all(folder))
            .max()
            .map(|(_, folder)| folder);
        installed.or_else(|| {
            let path = std::env::var_os("PATH")?;
            std::env::split_paths(&path).find(has_all)
        })
    }

    fn start(programs: &Path) -> Server {
        let user = server_user();
        let template = std::env::temp_dir().join("waymark-postgres-XXXXXX");
        let made = run(as_user(user, "mktemp").arg("-d").arg(template));
        let folder = PathBuf::from(made);
        run(as_user(user, programs.join("initdb"))
            .arg("-D")
            .arg(folder.join("data"))
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8"])
            .args(["--locale=C", "--no-sync"]));

        let port = free_port().to_string();
        let mut leash = Command::new("sh")
            .args(["-c", LEASH, "sh"])
            .arg(&folder)
            .args(user)
            .arg(programs.join("postgres"))
            .arg("-D")
            .arg(folder.join("data"))
            .args(["-p", &port])
            .args(["-c", "listen_addresses=127.0.0.1"])
            .args(["-c", "unix_socket_directories="])
            .args(["-c", "fsync=on"])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a Unix system has sh");

        // Half a minute, for machines that have much else to do.
        for _ in 0..600 {
            let answer = Command::new(programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &port])
                .status();
            if answer.is_ok_and(|status| status.success()) {
                return Server {
                    url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
                    _leash: leash,
                };
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        drop(leash.stdin.take());
        leash.wait().expect("the leash was started");
        panic!("PostgreSQL does not start:\n{log}");
    }

    /// What stands before a command so that it runs as the server's user.
    fn server_user() -> &'static [&'static str] {
        if run(Command::new("id").arg("-u")) == "0" {
            &["runuser", "-u", "postgres", "--"]
        } else {
            &[]
        }
    }

    fn as_user(user: &[&str], program: impl AsRef<Path>) -> Command {
        let program = program.as_ref();
        match user {
            [] => Command::new(program),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
        }
    }

    /// Runs a command to its end; gives what it printed.
    fn run(command: &mut Command) -> String {
        // The folder that the tests run in may be closed to the server's user.
        let done = command
            .current_dir("/")
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("a program of PostgreSQL does not run: {error}"));
        assert!(
            done.status.success(),
            "{command:?} failed: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        String::from_utf8_lossy(&done.stdout).trim().to_owned()
    }

    fn free_port() -> u16 {
        TcpListener::bind(("127.0.0.1", 0))
            .and_then(|listener| listener.local_addr())
            .expect("the loopback has a free port")
            .port()
    }
}
