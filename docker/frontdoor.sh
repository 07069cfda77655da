#!/bin/sh
# The image's `frontdoor`: becomes java, so that signals reach it. FRONTDOOR_JAVA_OPTS adds options for the JVM.
set -eu
home=/opt/frontdoor
. $home/launch/descriptors.sh
. $home/launch/gc.sh
. $home/launch/compilers.sh
descriptors_check
set -f # options are split at blanks, and nothing else happens to them
# shellcheck disable=SC2046,SC2086
exec $home/runtime/bin/java $(gc_flag) @$home/launch/jvm.options @$home/launch/image.options $(compilers_flag "$@") \
  ${FRONTDOOR_JAVA_OPTS:-} -jar $home/frontdoor.jar "$@"
