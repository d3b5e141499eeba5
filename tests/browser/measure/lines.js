// The line and the figures that the measurements have in common.

/**
 * Lighthouse's slow 4G as developer tools apply it: 562.5 ms for each request, 1474.56 kbit/s.
 * https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
 */
export const slow4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: 1474.56e3 / 8,
  uploadThroughput: 675e3 / 8,
};

/** The median of some numbers, rounded. */
export function median(values) {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]);
}
