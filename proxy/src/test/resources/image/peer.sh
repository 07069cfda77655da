#!/bin/sh
# Makes an image of programs of this machine, with the libraries that they need and nothing else, where no registry answers:
#
#   peer.sh TAG CHANGES PROGRAM...   CHANGES are lines as in a Dockerfile (docker import --change)
set -eu
tag=$1
changes=$2
shift 2

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/bin" "$root/etc" "$root/tmp"
chmod 755 "$root"
chmod 1777 "$root/tmp"
for program in "$@"; do
  install -m 755 "$program" "$root/bin/"
  ldd "$program" | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p; s/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p' | while read -r library; do
    install -D -m 755 "$library" "$root$library"
  done
done
printf '%s\n' 'root:x:0:0:root:/:/bin/sh' 'nobody:x:65534:65534:nobody:/:/bin/sh' >"$root/etc/passwd"
printf '%s\n' 'root:x:0:' 'nogroup:x:65534:' >"$root/etc/group"

set --
while IFS= read -r change; do
  set -- "$@" --change "$change"
done <<LINES
$changes
LINES
tar --numeric-owner -C "$root" -c . | docker import "$@" - "$tag"
