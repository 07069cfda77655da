# Sourced by ./frontdoor and the image's entry point.

# Prints the collector for the cores this process may use: below four, a parallel collector's threads cost more than they save.
# There a small young generation keeps memory low: an exchange allocates about 1 KiB, and next to nothing of it lives on.
# What a large configuration needed only while it was read goes back to the system, all of it, when it is collected.
# Nothing when FRONTDOOR_JAVA_OPTS names a collector.
gc_flag() {
  case ${FRONTDOOR_JAVA_OPTS:-} in *-XX:+Use*GC*) return ;; esac
  cores=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
  quota='' period=''
  if [ -r /sys/fs/cgroup/cpu.max ]; then
    read -r quota period </sys/fs/cgroup/cpu.max || :
  elif [ -r /sys/fs/cgroup/cpu/cpu.cfs_quota_us ]; then
    read -r quota </sys/fs/cgroup/cpu/cpu.cfs_quota_us
    read -r period </sys/fs/cgroup/cpu/cpu.cfs_period_us
  fi
  case $quota in
    '' | max | -1) ;;
    *) [ $((quota / period)) -lt "$cores" ] && cores=$((quota / period)) ;;
  esac
  if [ "$cores" -lt 4 ]; then
    echo -XX:+UseSerialGC -Xms40m -Xmn24m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:-ShrinkHeapInSteps
  else
    echo -XX:+UseParallelGC
  fi
}
