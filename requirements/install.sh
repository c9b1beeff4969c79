#!/bin/sh
# Install pinned packages with uv: `requirements/install.sh BIN ARGUMENTS...`, from the Makefile.
# uv brings certificates of its own. Behind a company's proxy only this machine's own are right, so
# whatever fails is tried once more with those; what fails then is said, with what to do.
bin=$1
shift
said=$(mktemp) || exit 1
trap 'rm -f "$said"' EXIT
"$bin/uv" pip install --quiet --python "$bin/python" "$@" 2>"$said" && exit 0
UV_SYSTEM_CERTS=1 "$bin/uv" pip install --quiet --python "$bin/python" "$@" 2>"$said" && exit 0
cat "$said" >&2
cat >&2 <<'END'

The pinned packages could not be installed, neither with uv's certificates nor with this machine's own.
  certificate, UnknownIssuer:  SSL_CERT_FILE=/path/to/your-company.pem make ...
  connection, timeout, proxy:  HTTPS_PROXY=http://proxy:port make ...
  an index of your own:        UV_DEFAULT_INDEX=https://.../simple make ...
What was downloaded is kept; the same command goes on from there.
END
exit 1
