# Sourced by ./frontdoor and ./verify: finds Maven, and a JDK that is new enough, since the `java` on the PATH often is not.

jdk_wanted=25

# True when $1 is the home of a JDK (with a compiler) of at least that version.
jdk_is_good() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  jdk_major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$jdk_major" ] && [ "$jdk_major" -ge "$jdk_wanted" ]
}

# Prints the home of the JDK to use: JAVA_HOME if it is good, then the PATH's, then what is installed where JDKs are.
jdk_find() {
  jdk_on_path=$(command -v javac 2>/dev/null) && jdk_on_path=$(readlink -f "$jdk_on_path") && jdk_on_path=${jdk_on_path%/bin/javac}
  for jdk_home in "${JAVA_HOME:-}" "$jdk_on_path" /usr/lib/jvm/* /opt/java/* /opt/* /usr/local/* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$jdk_home" ] && jdk_is_good "$jdk_home"; then
      printf '%s\n' "$jdk_home"
      return 0
    fi
  done
  return 1
}

# Prints the `mvn` to use.
maven_find() {
  command -v mvn && return 0
  for maven_home in "${MAVEN_HOME:-}" "${M2_HOME:-}" /usr/share/maven /opt/maven /opt/*maven* "${HOME:-}/.sdkman/candidates/maven/current"; do
    if [ -n "$maven_home" ] && [ -x "$maven_home/bin/mvn" ]; then
      printf '%s\n' "$maven_home/bin/mvn"
      return 0
    fi
  done
  return 1
}
