#!/usr/bin/env bash
# Builds the image where no registry can be reached: its base comes from debootstrap and the JDK found here, the program from
# proxy/target (run `mvn package` first). The tests of the image use it.
#
#   docker/local-image.sh [TAG]     builds everything that is missing, then the image (default tag: frontdoor:local)
#   docker/local-image.sh --bases   only the base's root file system, which needs no Docker: a head start for ./verify
set -euo pipefail
cd "$(dirname "$0")/.."
. proxy/launch/tools.sh

cache=${XDG_CACHE_HOME:-$HOME/.cache}/frontdoor
suite=bookworm
root_tar=$cache/$suite-build.tar

make_root() {
  mkdir -p "$cache"
  exec 8>"$cache/lock" && flock 8
  [[ -s $root_tar ]] && return
  echo "making a Debian root with debootstrap" >&2
  local root
  root=$(mktemp -d "$cache/root.XXXXXX")
  debootstrap --variant=minbase --include=binutils,busybox-static "$suite" "$root" >"$cache/debootstrap.log" 2>&1 || {
    tail -n 5 "$cache/debootstrap.log" >&2
    rm -rf "$root"
    return 1
  }
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  tar --numeric-owner -C "$root" -cf "$root_tar.new" .
  mv "$root_tar.new" "$root_tar"
  rm -rf "$root"
}

make_root
[[ ${1:-} == --bases ]] && exit

exec 7>"$cache/image.lock" && flock 7 # two tests may want it at once; the second finds every layer made
tag=${1:-frontdoor:local}
[[ -s proxy/target/frontdoor.jar ]] || { echo "proxy/target/frontdoor.jar is missing: run mvn package first" >&2; exit 1; }
jdk=$(jdk_find) || { echo "no JDK $jdk_wanted was found" >&2; exit 1; }
build_base=frontdoor-build-base:jdk-$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$jdk/release" | tr + _)

docker image inspect frontdoor-debian >/dev/null 2>&1 || docker import "$root_tar" frontdoor-debian >/dev/null
if ! docker image inspect "$build_base" >/dev/null 2>&1; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  cat >"$scratch/Dockerfile" <<'BASE'
FROM frontdoor-debian
COPY jdk /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/sbin:/usr/bin:/sbin:/bin
BASE
  # Links are followed (-h): packaged JDKs link some of their files to /etc.
  tar -ch --transform 's,^\.,jdk,' -C "$jdk" . -C "$scratch" Dockerfile | docker build -q -t "$build_base" - >/dev/null
fi
docker tag "$build_base" frontdoor-build-base:latest
docker build -q -t "$tag" -f docker/Dockerfile --build-arg PROGRAM=prebuilt \
  --build-arg VERSION="$(sed -n 's/^  <version>\(.*\)<\/version>$/\1/p' pom.xml)" \
  --build-arg REVISION="$(git rev-parse HEAD 2>/dev/null || echo unknown)" \
  --build-arg BUILD_BASE="$build_base" .
