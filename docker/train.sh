#!/bin/sh
# Runs inside the image build: starts the program in $1 once and keeps what the JVM learned as its AOT cache.
set -eu
home=$1

"$home/runtime/bin/java" -XX:+UseSerialGC "@$home/launch/jvm.options" -Djava.library.path="$home/native" -XX:-UsePerfData \
  -XX:AOTCacheOutput="$home/frontdoor.aot" -jar "$home/frontdoor.jar" version
test -s "$home/frontdoor.aot"
chmod 644 "$home/frontdoor.aot"
