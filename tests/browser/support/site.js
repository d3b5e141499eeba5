// The release files, served by `cargo xtask serve --folder` with the headers that are shipped.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { isOwnAttempt } from "./violations.js";

/** The folder with the finished page and the program that serves it; `cargo xtask test` says both. */
export const { BESTOW_PAGE: page, BESTOW_XTASK: xtask } = process.env;

/** A deployment that can be signed in to, so that the page asks for no file that is missing. */
const config = fileURLToPath(new URL("../../../config.example.json", import.meta.url));

/**
 * Serves the page, or another folder, below `path`; without `configured`, with no tenant to sign in to. The one thing added to what a host sends is a report address in
 * the policy, so that a violation is seen in every engine, however early it happens.
 */
export async function serve({ path = "", folder = page, report = true, configured = true } = {}) {
  if (!page || !xtask) {
    throw new Error("Start the browser tests by `cargo xtask test`: it builds the page and says where it is.");
  }
  const options = ["--folder", folder, "--port", "0", "--below", path];
  if (configured) options.push("--config", config);
  if (report) options.push("--report-violations");
  const server = spawn(xtask, ["serve", ...options], { stdio: ["ignore", "ignore", "pipe"] });
  const violations = [];
  const lines = createInterface({ input: server.stderr });
  const url = await new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
    lines.on("line", (line) => {
      const [, address] = line.match(/The page is at (\S+)/) ?? [];
      const [, violation] = line.match(/^policy violation: (.*)$/) ?? [];
      if (address) resolve(address);
      if (violation && !isOwnAttempt(violation)) violations.push(violation);
    });
  });
  return { url, violations, close: () => server.kill() };
}
