// Waiting without guessing how long.

import assert from "node:assert/strict";

/** Longer than anything takes on a machine that compiles beside several browsers, in milliseconds. */
const TIME_LIMIT = 30_000;

/** Waits until `condition` gives something true, and gives that; fails with `what` where it takes too long. */
export async function eventually(condition, what) {
  const end = performance.now() + TIME_LIMIT;
  while (performance.now() < end) {
    const value = await condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`did not come true: ${what}`);
}
