//! A container with nginx, which doesn't run as root and writes to `/tmp` only. The headers are those of `nginx.conf`.

/// nginx's whole configuration inside the container.
pub const CONFIGURATION: &str = "nginx-container.conf";

/// The file for `podman build` and `docker build`.
pub fn containerfile() -> String {
    format!(
        "\
# Build this folder:
#   podman build --tag bestow .
# Run it without root, on a read-only file system:
#   podman run --read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges --publish 8080:8080 \\
#     --volume \"$PWD/../config.json:/srv/bestow/config.json:ro\" bestow
# It speaks HTTP on port 8080; TLS ends at whatever is in front of it. Pin the image by its digest.

FROM docker.io/library/nginx:stable
COPY . /srv/bestow/
COPY {CONFIGURATION} /etc/nginx/nginx.conf
USER 101:101
EXPOSE 8080
STOPSIGNAL SIGQUIT
ENTRYPOINT [\"nginx\", \"-g\", \"daemon off;\"]
"
    )
}

/// The configuration, which includes the headers from the folder.
pub fn configuration() -> String {
    "\
# The whole configuration of nginx in the container: port 8080, not root, and only /tmp is written.

worker_processes auto;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;

events {}

http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /dev/stdout;
  server_tokens off;
  client_body_temp_path /tmp/client_body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  gzip_static on;

  server {
    listen 8080;
    root /srv/bestow;
    include /srv/bestow/nginx.conf;
  }
}
"
    .to_owned()
}
