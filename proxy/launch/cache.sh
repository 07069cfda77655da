# Sourced by ./frontdoor: the AOT cache of a checkout, its classes as an earlier run left them, loaded and linked; half of a start's work.
# The JVM itself compares a cache with its own version, with its flags and with the jars, and starts without one that does not fit.

# Sets `cache` to the place of the cache for the JDK in $1 and the jar $2, or to nothing where there is none to be used or made.
cache_find() {
  cache=''
  case ${FRONTDOOR_CACHE:-} in off) return ;; esac
  command -v flock >/dev/null || return 0 # nobody would know who makes one
  # Who says something about caches means another one, or none; the JVM refuses to start with both.
  case "${FRONTDOOR_JAVA_OPTS:-} ${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-}" in *-XX:AOT* | *-Xshare:* | *SharedArchive*) return ;; esac
  cache=${2%.jar}-$(cksum <"$1/release" | cut -d ' ' -f 1).aot
}

# True when the cache $1 was made of the jar $2, or could not be: it is given the jar's own age.
cache_is_made() {
  [ -e "$1" ] && [ ! "$1" -nt "$2" ] && [ ! "$1" -ot "$2" ]
}
