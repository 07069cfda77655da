# Sourced by ./frontdoor and the image's entry point.

# Prints what keeps the JVM to its first compiler, unless the arguments ask for a command that serves: every other one is gone before
# the second compiler could pay.
compilers_flag() {
  for argument; do
    case $argument in
      -*) ;; # options of the program stand before the command
      run | proxy | demo) return ;;
      *) break ;;
    esac
  done
  echo -XX:TieredStopAtLevel=1
}
