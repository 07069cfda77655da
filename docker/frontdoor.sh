#!/bin/sh
# The image's `frontdoor`: becomes java, so that signals reach it. FRONTDOOR_JAVA_OPTS adds options for the JVM.
set -eu
home=/opt/frontdoor
health=/dev/shm/frontdoor-health # as image.options has it

# Asks the process that serves, whatever its file says by now, and starts no JVM for it. Where nothing can be announced, or asked, it is left
# to the program to find out.
ask() {
  if [ -r $health ] && command -v wget >/dev/null; then
    read -r address <$health
    exec timeout 5 wget -q -O - "http://$address/$1" # -T ends it with a fault where -q is given
  fi
  if [ -w "${health%/*}" ] && [ ! -e $health ]; then
    echo 'frontdoor: no front door is open here' >&2
    exit 1
  fi
}
case $* in
  health) ask healthz ;;
  'health --ready') ask readyz ;;
esac

. $home/launch/descriptors.sh
. $home/launch/gc.sh
. $home/launch/compilers.sh
descriptors_check
set -f # options are split at blanks, and nothing else happens to them
# shellcheck disable=SC2046,SC2086
exec $home/runtime/bin/java $(gc_flag) @$home/launch/jvm.options @$home/launch/image.options $(compilers_flag "$@") \
  ${FRONTDOOR_JAVA_OPTS:-} -jar $home/frontdoor.jar "$@"
