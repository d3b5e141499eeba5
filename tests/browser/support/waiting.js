// Waiting without guessing how long.

import assert from "node:assert/strict";

/** Waits until `condition` gives something true, and gives that; fails with `what` after ten seconds. */
export async function eventually(condition, what) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const value = await condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`did not come true: ${what}`);
}
