// Requests from Node.js to the simulated hosts: under their own names, to the tenant's port, trusting its certificate.

import { request } from "node:https";

/** A `fetch` that reaches the tenant's hosts and fails for every other. */
export function fetchOf(tenant) {
  return async (input, init) => {
    const wanted = new Request(input, init);
    const url = new URL(wanted.url);
    const body = wanted.body ? Buffer.from(await wanted.arrayBuffer()) : undefined;
    const headers = { ...Object.fromEntries(wanted.headers), host: url.host };
    if (body) headers["content-length"] = body.length;
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host: "127.0.0.1",
          port: tenant.https,
          servername: url.hostname,
          ca: tenant.certificate,
          method: wanted.method,
          path: url.pathname + url.search,
          headers,
        },
        async (answer) => {
          const parts = [];
          for await (const part of answer) parts.push(part);
          const content = [204, 205, 304].includes(answer.statusCode) ? null : Buffer.concat(parts);
          resolve(new Response(content, { status: answer.statusCode, headers: flat(answer.headers) }));
        },
      );
      asked.on("error", reject);
      asked.end(body);
    });
  };
}

function flat(headers) {
  return Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]);
}
