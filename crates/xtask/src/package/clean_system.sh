#!/bin/sh
# What an owner does with the packages, as root of a clean Debian: check.sh VERSION-BEFORE VERSION.
# Beside this script are a repository of apt with the packages, in `before` the packages of the version before, the
# program that drives the window, and the simulated GenAuth.
set -eu
before=$1 version=$2
here=/packages
export DEBIAN_FRONTEND=noninteractive HOME=/root LC_ALL=C.UTF-8
# Not the settings that mmdebstrap runs apt with.
unset APT_CONFIG
data=$HOME/.local/share/org.authgauge.Authgauge
system=$(. /etc/os-release && echo "Debian $VERSION_ID")

say() { echo "» $system: $*" >&2; }

fail() { echo "FAILED: $system: $*" >&2; exit 1; }

# As a person would, with what the packages recommend: a clean system may have been set not to.
install() { apt-get install -qq -y --install-recommends "$@" >/tmp/apt 2>&1 || { tail -20 /tmp/apt >&2; fail "apt can't install $*"; }; }

is_version() {
    found=$(dpkg-query -W -f '${Version}' "$1")
    [ "$found" = "$2" ] || fail "$1 is $found instead of $2"
}

# Waits for a simulated GenAuth, whose first pool the owner adds.
start_server() {
    "$here/genauth-sim" >/tmp/server &
    trap "kill $!" EXIT
    for _ in $(seq 100); do
        if grep -q secret /tmp/server; then break; fi
        sleep 0.1
    done
    sed -n 's/^ *access key [A-Za-z]* *//p' /tmp/server | head -2 >/tmp/key
    chmod 600 /tmp/key
}

# The stored figures, without the time of the question.
usage() { authgauge usage --json | grep -v '^  "at": '; }

say "installing the version before"
apt-get update -qq
install "$here/before/authgauge.deb" "$here/before/authgauge-cli.deb"
is_version authgauge "$before"
is_version authgauge-cli "$before"
for package in libayatana-appindicator3-1 gnome-keyring fonts-noto-cjk; do
    is_installed=$(dpkg-query -W -f '${db:Status-Status}' $package 2>/dev/null || true)
    [ "$is_installed" = installed ] || fail "$package does not come with authgauge"
done
[ -n "$(fc-list :lang=zh-cn)" ] || fail "no font has Chinese letters"
[ -z "$(ldd /usr/bin/authgauge-desktop /usr/bin/authgauge | grep 'not found')" ] || fail "a library is missing"

say "adding a pool"
start_server
authgauge pools add Acme --service private --host "$(head -1 /tmp/server)" --no-keychain </tmp/key
authgauge usage --refresh --pool Acme --key-file /tmp/key >/dev/null
usage >/tmp/usage.before
[ -f "$data/authgauge.db" ] || fail "there is no database"

say "upgrading from a repository"
echo "deb [trusted=yes] file:$here/apt stable main" >/etc/apt/sources.list.d/owner.list
apt-get update -qq
apt-get upgrade -qq -y >/tmp/apt 2>&1 || { tail -20 /tmp/apt >&2; fail "apt can't upgrade"; }
is_version authgauge "$version"
is_version authgauge-cli "$version"
usage >/tmp/usage.after
[ "$(wc -l </tmp/usage.after)" -gt 10 ] || fail "there are no figures"
cmp /tmp/usage.before /tmp/usage.after || fail "the figures did not survive the upgrade"

say "opening the demo in a window"
install --no-install-recommends xvfb openbox dbus webkit2gtk-driver
"$here/authgauge-driver" look --app /usr/bin/authgauge-desktop --to /tmp/pictures >/tmp/cards 2>/tmp/errors ||
    { tail /tmp/errors >&2; fail "the demo can't be opened"; }
cards=$(grep -c ' of .* %' /tmp/cards) || fail "no card was read"
echo "count: $cards benefit cards read in the window of the installed package"

say "removing and purging"
apt-get remove -qq -y authgauge authgauge-cli >/dev/null
[ ! -e /usr/bin/authgauge-desktop ] && [ ! -e /usr/bin/authgauge ] || fail "a program is left"
apt-get purge -qq -y authgauge authgauge-cli >/dev/null
left=$(find / -xdev -iname '*authgauge*' -not -path '/packages/*' -not -path '/root/*' -not -path '/tmp/*' -not -path '/proc/*')
[ -z "$left" ] || fail "files are left: $left"
[ -f "$data/authgauge.db" ] || fail "the owner's data is gone"
echo "count: 1 clean systems in which the packages were installed, upgraded, used, removed and purged"
