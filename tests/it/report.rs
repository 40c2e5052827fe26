//! `tickets report`, opened in a browser: headless Chromium.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

const HOSTILE: &str = "</script><img src=x onerror=\"document.title='pwned'\">";

/// A project whose words would like to be more than words.
fn project() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&[HOSTILE, "Fix login", "Fix logout", "Write docs"]);
    sandbox
        .run(&["update", "1", "--assignee", "\"><script>alert(1)</script>"])
        .ok();
    sandbox
        .run(&[
            "update",
            "2",
            "3",
            "--priority",
            "critical",
            "--assignee",
            "me",
        ])
        .ok();
    sandbox.run(&["close", "3"]).ok();
    sandbox.run(&["epic", "create", "<b>Big</b>"]).ok();
    sandbox.run(&["update", "2", "--epic", "EPIC-1"]).ok();
    sandbox.run(&["backlog", "add", "<i>Idea</i>"]).ok();
    sandbox
        .run(&["requirements", "add", "2", "-t", "<u>Soon</u>"])
        .ok();
    let sprint = ["sprint", "create", "<s>Now</s>", "--start", "today"];
    sandbox.run(&sprint).ok();
    sandbox.run(&["sprint", "add", "1", "2", "3"]).ok();
    sandbox.run(&["sprint", "start", "1"]).ok();
    sandbox.run(&["update", "2", "--estimate", "1"]).ok();
    sandbox.run(&["time", "2", "--add", "90m"]).ok();
    let note = ["journal", "2", "<s>Stop</s>", "--type", "blocker"];
    sandbox.run(&note).ok();
    sandbox
}

/// What the page looks like once its script is done, and what the browser had to say.
fn open(sandbox: &Sandbox, page: &Path, flags: &[&str]) -> Run {
    let profile = sandbox.root().join("profile");
    let mut command = sandbox.isolated("chromium");
    command
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
        ])
        .args(["--enable-logging=stderr", "--virtual-time-budget=5000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(flags)
        .arg("--dump-dom")
        .arg(format!("file://{}", page.display()));
    let run = sandbox.finish(command);
    assert_eq!(run.code, Some(0), "{run}");
    run
}

fn written(sandbox: &Sandbox) -> PathBuf {
    sandbox.run(&["report"]).ok();
    sandbox.repo().join("tickets-report.html")
}

/// The page with a script behind its own, which a test drives it by; what that says becomes the title.
fn driven(sandbox: &Sandbox, script: &str) -> String {
    driven_by(sandbox, &[], script)
}

fn driven_by(sandbox: &Sandbox, flags: &[&str], script: &str) -> String {
    let page = fs::read_to_string(written(sandbox)).unwrap();
    let driver = format!(
        "<script>try {{ document.title = String((() => {{ {script} }})()); }} catch (error) {{ document.title = error; }}</script></body>"
    );
    assert_eq!(page.matches("</body>").count(), 1);
    let copy = sandbox.root().join("driven.html");
    fs::write(&copy, page.replace("</body>", &driver)).unwrap();
    let dom = open(sandbox, &copy, flags).stdout;
    let (_, rest) = dom.split_once("<title>").unwrap();
    rest.split_once("</title>").unwrap().0.to_owned()
}

#[test]
fn the_page_runs_without_a_word_in_the_console_and_hostile_words_stay_words() {
    let sandbox = project();
    let page = written(&sandbox);
    let run = open(&sandbox, &page, &[]);

    let said: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .collect();
    assert_eq!(said, Vec::<&str>::new());
    assert!(run.stdout.contains("<title>repo – report</title>"));
    assert!(run.stdout.contains("4 tickets"));
    // The browser tells which of the words became elements: none.
    let counts = driven(
        &sandbox,
        "return ['img', 'b', 'i', 'u', 's', 'script', '[onerror]'].map((name) => document.querySelectorAll(name).length)",
    );
    // The script of the page and that of the test.
    assert_eq!(counts, "0,0,0,0,0,2,0");
    let title = driven(
        &sandbox,
        "return document.getElementById('ticket-table').textContent.includes('onerror=')",
    );
    assert_eq!(title, "true");
}

/// What was asked of the network while a page was open, but for what the browser asks on its own.
fn asked(sandbox: &Sandbox, page: &Path) -> Vec<String> {
    let log = sandbox.root().join("net.json");
    let flag = format!("--log-net-log={}", log.display());
    // A closed port refuses whatever is asked for.
    let run = open(sandbox, page, &[&flag, "--proxy-server=127.0.0.1:9"]);
    assert!(run.stdout.contains("4 tickets"), "{run}");
    let log = fs::read_to_string(&log).unwrap();
    let urls = log.match_indices("\"url\":\"");
    let urls = urls.map(|(at, key)| log[at + key.len()..].split('"').next().unwrap());
    let own = ["google", "gvt1.com", "chromium"];
    let is_the_pages =
        |url: &&str| url.starts_with("http") && !own.iter().any(|name| url.contains(name));
    let mut urls: Vec<String> = urls.filter(is_the_pages).map(str::to_owned).collect();
    urls.sort();
    urls.dedup();
    urls
}

#[test]
fn the_page_asks_the_network_for_nothing() {
    let sandbox = project();
    let page = written(&sandbox);
    let text = fs::read_to_string(&page).unwrap();
    let own = text.replace("&lt;img src=x", "");
    for link in ["http:", "https:", "url(", "@import", "src=", "eval("] {
        assert!(!own.contains(link), "{link}");
    }
    assert_eq!(asked(&sandbox, &page), Vec::<String>::new());

    // What would ask is stopped by the page's own policy, and seen by this test without it.
    let asking = text.replace(
        "<main>",
        "<main><img src=\"http://asked.test/x.png\" alt=\"\">",
    );
    let copy = sandbox.root().join("asking.html");
    fs::write(&copy, &asking).unwrap();
    assert_eq!(asked(&sandbox, &copy), Vec::<String>::new());
    fs::write(&copy, asking.replace("Content-Security-Policy", "X-None")).unwrap();
    assert_eq!(asked(&sandbox, &copy), ["http://asked.test/x.png"]);
}

#[test]
fn the_tickets_can_be_searched_narrowed_and_sorted() {
    let sandbox = project();
    let narrowed = |script: &str| {
        let script = format!(
            "const form = document.getElementById('filter').elements; {script}; \
             document.getElementById('filter').dispatchEvent(new Event('input', {{ bubbles: true }})); \
             const rows = Array.from(document.querySelectorAll('#ticket-table tbody tr')); \
             const seen = rows.filter((row) => row.offsetParent !== null).map((row) => row.cells[0].textContent); \
             return seen.join(' ') + '; ' + document.getElementById('shown').textContent"
        );
        driven(&sandbox, &script)
    };
    assert_eq!(
        narrowed(""),
        "TICKET-2 TICKET-1 TICKET-4 TICKET-3; 4 tickets"
    );
    assert_eq!(
        narrowed("form.text.value = 'FIX log'"),
        "TICKET-2 TICKET-3; 2 of 4 tickets"
    );
    assert_eq!(
        narrowed("form.text.value = 'fix'; form.open.checked = true"),
        "TICKET-2; 1 of 4 tickets"
    );
    assert_eq!(
        narrowed("form.status.value = '=closed'"),
        "TICKET-3; 1 of 4 tickets"
    );
    assert_eq!(
        narrowed("form.assignee.value = '='"),
        "TICKET-4; 1 of 4 tickets"
    );
    assert_eq!(
        narrowed("form.priority.value = '=critical'; form.assignee.value = '=Alice Doe'"),
        "TICKET-2 TICKET-3; 2 of 4 tickets"
    );
    assert_eq!(
        narrowed("document.querySelector('#ticket-table thead button').click()"),
        "TICKET-1 TICKET-2 TICKET-3 TICKET-4; 4 tickets"
    );
}

#[test]
fn without_a_script_everything_is_there_but_the_filter() {
    let sandbox = project();
    let page = fs::read_to_string(written(&sandbox)).unwrap();
    let (before, rest) = page.split_once("<script>").unwrap();
    let (_, after) = rest.split_once("</script>").unwrap();
    let copy = sandbox.root().join("plain.html");
    fs::write(&copy, format!("{before}{after}")).unwrap();

    let dom = open(&sandbox, &copy, &[]).stdout;
    assert!(dom.contains(
        "<form id=\"filter\" role=\"search\" aria-label=\"Narrow the tickets\" hidden=\"\">"
    ));
    assert!(dom.contains("4 tickets"));
    assert!(dom.contains("<svg"));
}

/// Names, headers and contrast, by the browser's own reckoning in both colour schemes.
#[test]
fn the_page_can_be_read_by_everybody() {
    let sandbox = project();
    let faults = include_str!("report_access.js");
    for (scheme, flags) in [
        ("light", [].as_slice()),
        ("dark", &["--blink-settings=preferredColorScheme=0"]),
    ] {
        let asked = format!("(prefers-color-scheme: {scheme})");
        let script = format!("if (!matchMedia('{asked}').matches) return 'not {scheme}'; {faults}");
        assert_eq!(driven_by(&sandbox, flags, &script), "", "{scheme}");
    }
}
