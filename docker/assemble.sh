#!/bin/sh
# Runs inside the image build: lays out the program and its Java runtime under $1, the place where they will run.
# The image is compressed as a whole, so nothing in it is: what is compressed twice comes out larger.
set -eu
home=$1

mkdir -p "$home/bin" "$home/launch" "$home/native"
cp docker/frontdoor.sh "$home/bin/frontdoor"
chmod 755 "$home/bin/frontdoor"
cp proxy/launch/jvm.options proxy/launch/descriptors.sh proxy/launch/gc.sh proxy/launch/compilers.sh docker/image.options "$home/launch/"
# With what it is made of (CycloneDX), for those who look for known weaknesses.
cp proxy/target/frontdoor.jar proxy/target/frontdoor.cdx.json "$home/"
cp -r proxy/target/lib "$home/lib"

# Natives of this machine only, unpacked, so that nothing is written when they are loaded.
case $(uname -m) in
  x86_64) arch=x86_64 other=aarch_64 brotli=x86_64 zstd=amd64 strange='native-linux-aarch64-* zstd-jni-*-linux_aarch64' ;;
  aarch64) arch=aarch_64 other=x86_64 brotli=aarch64 zstd=aarch64 strange='native-linux-x86_64-* zstd-jni-*-linux_amd64' ;;
  *) echo "no native libraries for $(uname -m)" >&2; exit 1 ;;
esac
rm -f "$home"/lib/*-linux-$other.jar
for name in $strange; do rm -f "$home"/lib/$name.jar; done
unpacked=$(mktemp -d)
for archive in "$home"/lib/*-linux-$arch.jar; do
  (cd "$unpacked" && jar xf "$archive" META-INF/native)
done
(cd "$unpacked" && jar xf "$home"/lib/native-linux-$brotli-*.jar lib && jar xf "$home"/lib/zstd-jni-*-linux_$zstd.jar linux)
cp "$unpacked"/META-INF/native/*.so "$unpacked"/lib/linux-$brotli/*.so "$home/native/"
# This one is found by its path alone (image.options): by its name it is looked for under another one, and then unpacked to /tmp.
cp "$unpacked"/linux/$zstd/libzstd-jni-*.so "$home/native/libzstd-jni.so"

# The jars without them, without what the program never reaches, and not compressed.
java docker/repack/Repack.java "$home/lib" "$home/frontdoor.jar"

# Exactly the modules in use: java.naming and java.xml are for logback, jdk.unsupported and jdk.net for Netty.
jlink --output "$home/runtime" --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-0 \
  --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.httpserver,jdk.management,jdk.net,jdk.unsupported
find "$home/runtime" "$home/native" -name '*.so' -exec strip -p --strip-unneeded {} +

# Only the providers that are in this runtime: the JVM would look for the others in every library, and set all of BouncyCastle up for it.
sed -i '/^security\.provider\.[0-9]*=/{/=\(SUN\|SunRsaSign\|SunEC\|SunJSSE\|SunJCE\)$/!d}' "$home/runtime/conf/security/java.security"

# No file here needs to be written again, by anyone; times are whole seconds, as copies between stages keep them.
chmod -R a+rX,go-w "$home"
find "$home" -exec touch -d '2026-01-01T00:00:00Z' {} +

sh docker/train.sh "$home"
