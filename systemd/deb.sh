#!/bin/sh
# Makes a Debian package of what an image has in /opt/frontdoor: the program, its Java runtime and its AOT cache.
#
#   systemd/deb.sh IMAGE FILE.deb     for example: systemd/deb.sh frontdoor:local frontdoor.deb
set -eu
image=$1
case $2 in /*) to=$2 ;; *) to=$PWD/$2 ;; esac
cd "$(dirname "$0")"
version=$(sed -n 's/^  <version>\(.*\)-SNAPSHOT<\/version>$/\1~dev/p; s/^  <version>\([0-9.]*\)<\/version>$/\1/p' ../pom.xml | head -n 1)

root=$(mktemp -d)
container=''
trap '[ -z "$container" ] || docker rm "$container" >/dev/null; rm -rf "$root"' EXIT
chmod 755 "$root"
documents=$root/usr/share/doc/frontdoor
mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/lib/systemd/system" "$root/usr/lib/frontdoor" "$root/etc/frontdoor" "$documents/proxy"

container=$(docker create "$image")
docker cp "$container:/opt/frontdoor" - | tar --no-same-owner -C "$root/opt" -x
ln -s /opt/frontdoor/bin/frontdoor "$root/usr/bin/frontdoor"
install -m 755 take-over "$root/usr/lib/frontdoor/"
install -m 644 frontdoor.service frontdoor.socket "$root/usr/lib/systemd/system/"
install -m 644 ../config/frontdoor.conf "$root/etc/frontdoor/"
cp -r ../README.md ../CHANGELOG.md ../config "$documents/"
cp -r ../proxy/docs "$documents/proxy/"
chmod -R a+rX,go-w "$documents"

echo /etc/frontdoor/frontdoor.conf >"$root/DEBIAN/conffiles"
install -m 755 debian/postinst debian/prerm debian/postrm "$root/DEBIAN/"
cat >"$root/DEBIAN/control" <<CONTROL
Package: frontdoor
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: Frontdoor <frontdoor@localhost>
Section: httpd
Priority: optional
Depends: libc6 (>= 2.36), libstdc++6, passwd
Recommends: wget
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f 1)
Description: HTTPS front door for legacy applications
 Ends TLS, redirects, and gives applications an HSTS policy that is safe to have: shown before it is live, raised step by step, and
 recorded with what browsers were promised. It brings its own Java runtime.
CONTROL
# As dpkg of Debian 12 reads it. The image's files are not compressed; xz would make this a fifth smaller, and take two minutes.
dpkg-deb --root-owner-group -Zzstd -z9 --build "$root" "$to"
