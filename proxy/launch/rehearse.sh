#!/bin/sh
# Makes an AOT cache: lets the program serve some visits, and keeps what its JVM learned. Two at once do it once.
#
#   rehearse.sh NAME-WORD.aot JDK JAR FLAG...     the flags are the JVM's; with them the jar is run
#
# The cache gets the age of the jar. An empty one says that it could not be made, so that nobody tries again before the next build.
set -eu
cache=$1 jdk=$2 jar=$3
shift 3
. "${0%/*}/cache.sh"

exec 9<"${jar%/*}"
flock 9
cache_is_made "$cache" "$jar" && exit

stage=$(mktemp -d)
made=$stage/cache
trap 'rm -rf "$stage"' EXIT
trap 'exit 1' TERM
touch -r "$jar" "$stage/age"
mkdir "$stage/site"
"$jdk/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "${0%/*}/Rehearsal.java" "$stage/site" \
  "$jdk/bin/java" "$@" "-XX:AOTCacheOutput=$made" -jar "$jar" 9<&- || rm -f "$made"
[ -s "$made" ] || : >"$made"

# Whole or not at all: it is put together beside the place where it is used. Those of other JDKs go: each is large.
rm -f "${cache%-*}"-*.aot "${cache%-*}"-*.aot.new
cp "$made" "$cache.new"
touch -r "$stage/age" "$cache.new"
mv "$cache.new" "$cache"
