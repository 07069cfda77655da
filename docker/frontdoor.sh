#!/bin/sh
# The image's `frontdoor`: becomes java, so that signals reach it. FRONTDOOR_JAVA_OPTS adds options for the JVM.
set -eu
home=/opt/frontdoor
. $home/launch/gc.sh
case ${1:-} in
  check | health | reload | version) compilers=-XX:TieredStopAtLevel=1 ;; # gone before the second compiler could pay
  *) compilers='' ;;
esac
set -f # options are split at blanks, and nothing else happens to them
# shellcheck disable=SC2046,SC2086
exec $home/runtime/bin/java $(gc_flag) @$home/launch/jvm.options @$home/launch/image.options $compilers \
  ${FRONTDOOR_JAVA_OPTS:-} -jar $home/frontdoor.jar "$@"
