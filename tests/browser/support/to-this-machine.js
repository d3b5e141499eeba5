// Loaded before a program that knows no proxy: every host is this machine, and the port for HTTPS is the tenant's.

import dns from "node:dns";
import net from "node:net";
import tls from "node:tls";

const port = Number(process.env.BESTOW_HTTPS_PORT);

dns.lookup = (host, options, back) => {
  const done = typeof options === "function" ? options : back;
  if (options?.all) done(null, [{ address: "127.0.0.1", family: 4 }]);
  else done(null, "127.0.0.1", 4);
};

for (const module of [net, tls]) {
  const { connect } = module;
  module.connect = (options, ...rest) =>
    Number(options?.port) === 443 ? connect({ ...options, port }, ...rest) : connect(options, ...rest);
}
