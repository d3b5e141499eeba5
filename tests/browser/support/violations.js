// What browsers report of the page's policy.

/** What the page itself tries, to see that it is refused (`src/web/hosting/probe.rs`). */
const OWN_ATTEMPT = "Bestow asks whether its policy is in fo";

/** Whether a report is about an attempt of the page's own. Firefox has no Trusted Types yet and quotes nothing of it. */
export const isOwnAttempt = (report) =>
  report.includes(OWN_ATTEMPT) || /"blocked-uri":\s*"eval"/.test(report);

/** What Chromium's console says of the same two attempts. Whatever else is attempted shows in the reports. */
export const isSaidOfOwnAttempt = (text) => /requires 'Trusted(Script|HTML)' assignment/.test(text);
