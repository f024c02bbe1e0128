# Whether a browser for the test of the wallet's page is on the PATH: the names that io.snark4j.peers.Browser looks for.
has_chromium() {
  for browser in chromium chromium-browser google-chrome; do
    command -v "$browser" >/dev/null 2>&1 && return 0
  done
  return 1
}
