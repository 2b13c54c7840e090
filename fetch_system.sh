#!/bin/sh
# fetch_system.sh NEED...   Debian packages for the needs that this machine lacks: pip postgresql dovecot chromium.
# As root they come through apt; otherwise one line names the package, and the exit code is 0 (the tests that want
# it are then skipped with a line of their own), or 1 under CI=true or when the need is pip.
missing=""
have() {
  case "$1" in
    pip) python3 -m pip --version >/dev/null 2>&1 ;;
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ;;
    dovecot) command -v dovecot >/dev/null 2>&1 || [ -x /usr/sbin/dovecot ] ;;
    chromium) command -v chromium >/dev/null 2>&1 ;;
  esac
}
package() {
  case "$1" in
    pip) echo python3-pip ;;
    dovecot) echo dovecot-imapd ;;
    *) echo "$1" ;;
  esac
}
for need in "$@"; do have "$need" || missing="$missing $(package "$need")"; done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Fetching through apt:$missing"
  # PostgreSQL and Dovecot must not start as services: the tests start their own.
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod +x "$policy"; ours=yes; }
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/tmp/fetch_system.log 2>&1
  result=$?
  [ -n "$ours" ] && rm -f "$policy"
  [ "$result" = 0 ] && exit 0
  tail -n 3 /tmp/fetch_system.log
fi
echo "Not on this machine:$missing (install with: apt-get install$missing)"
[ "$CI" = true ] && exit 1
[ "$1" = pip ] && exit 1
exit 0
