//! Why the page can't start, and what to do about it. These texts are part of the document, because no program runs that
//! could bring them.

/// A reason, as the boot scripts know it, and its text.
pub struct Reason {
    /// What `boot/guard.js` and `boot/start.js` call it.
    pub key: &'static str,
    /// What happened.
    pub what: &'static str,
    /// What to do next.
    pub next: &'static str,
}

/// The button that loads the page again.
pub const RELOAD: &str = "Reload";
/// Said without JavaScript.
pub const NEEDS_JAVASCRIPT: &str = "Bestow needs JavaScript and WebAssembly. Allow both for this site, then reload.";
/// Said after some seconds without a start. The style sheet shows it, so it needs no script.
pub const SLOW: &str = "This is taking longer than usual. Check your connection, then reload the page. A browser \
                        extension, a proxy, or a security policy of the web host can also keep Bestow from starting.";

/// All reasons.
pub const REASONS: [Reason; 9] = [
    Reason {
        key: "webassembly",
        what: "Bestow needs WebAssembly, which this browser has turned off.",
        next: "Allow it for this site, then reload. In Edge, add the site to the exceptions of \"Enhance your security \
               on the web\". On Apple devices, turn off Lockdown Mode for this website. In Firefox, set \
               javascript.options.wasm to true in about:config.",
    },
    Reason {
        key: "browser",
        what: "This browser is too old for Bestow.",
        next: "Update the browser, or use a current version of Edge, Chrome, Firefox, or Safari.",
    },
    Reason {
        key: "policy",
        what: "A security policy blocked a file of Bestow.",
        next: "Update the browser: Bestow needs Edge or Chrome 127, Firefox 138, or Safari 18. If the browser is newer, \
               the web host or a proxy sends another Content-Security-Policy than the release has.",
    },
    Reason {
        key: "missing",
        what: "A file of Bestow is missing on the web host.",
        next: "Reload the page. If that doesn't help, tell the site owner to publish all files of the release.",
    },
    Reason {
        key: "type",
        what: "The web host sends a file of Bestow with the wrong content type.",
        next: "Ask the site owner to serve scripts as text/javascript and WebAssembly as application/wasm.",
    },
    Reason {
        key: "changed",
        what: "A file of Bestow isn't the released one, so the browser didn't run it.",
        next: "Reload the page. If that doesn't help, tell the site owner to compare the files with the release. A \
               proxy that rewrites files has the same effect.",
    },
    Reason { key: "newer", what: "A newer version of Bestow is available.", next: "Reload the page to get it." },
    Reason {
        key: "network",
        what: "A file of Bestow couldn't be loaded.",
        next: "Check your connection, then reload the page. A browser extension or a proxy can also block files.",
    },
    Reason {
        key: "error",
        what: "Bestow couldn't start because of an error.",
        next: "Reload the page. If it happens again, tell the site owner. The browser's console has the details.",
    },
];
