#!/bin/sh
# Runs inside the image build: lets the program that lies in $1 serve a while, and keeps what its JVM learned as its AOT cache.
set -eu
home=$1
stage=$(mktemp -d)

java proxy/launch/Rehearsal.java "$stage" \
  "$home/runtime/bin/java" -XX:+UseSerialGC "@$home/launch/jvm.options" -Djava.library.path="$home/native" -DZstdNativePath="$home/native/libzstd-jni.so" -XX:-UsePerfData \
  -XX:AOTCacheOutput="$home/frontdoor.aot" -jar "$home/frontdoor.jar"
test -s "$home/frontdoor.aot"
chmod 644 "$home/frontdoor.aot"
rm -rf "$stage"
