#!/bin/sh
# Runs inside the image build: lays out under $1 what the image has beside the program in $2: the C library's files that the program's own need,
# a shell with its tools (a static busybox), and the user it runs as.
set -eu
root=$1
home=$2

mkdir -p "$root/bin" "$root/etc/frontdoor" "$root/var/lib/frontdoor" "$root/tmp"
chmod 1777 "$root/tmp"
chown 65532:65532 "$root/var/lib/frontdoor" # what a new volume starts as: empty, and the user's own

find "$home/runtime" "$home/native" \( -name '*.so' -o -path '*/bin/java' -o -name jspawnhelper \) -exec ldd {} + |
  sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p; s/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p' | grep -v "^$home/" | sort -u |
  while read -r library; do
    install -D -m 755 "$library" "$root$library"
  done

# What is typed in other letters than those of ASCII: the C library has no UTF-8 without this file.
install -D -m 644 /usr/lib/locale/C.utf8/LC_CTYPE "$root/usr/lib/locale/C.utf8/LC_CTYPE"

install -m 755 "$(command -v busybox)" "$root/bin/busybox"
for applet in $("$root/bin/busybox" --list); do
  [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
done

printf '%s\n' 'root:x:0:0:root:/:/bin/sh' 'frontdoor:x:65532:65532:Frontdoor:/var/lib/frontdoor:/bin/sh' >"$root/etc/passwd"
printf '%s\n' 'root:x:0:' 'frontdoor:x:65532:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
find "$root" -depth -exec touch -h -d '2026-01-01T00:00:00Z' {} +
