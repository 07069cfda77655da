# Sourced by ./frontdoor and the image's entry point.

# Ends with a line about it where a process may open so few files that the JVM cannot even read what would tell of that.
descriptors_check() {
  most=$(ulimit -n)
  case $most in unlimited) return ;; esac
  if [ "$most" -lt 40 ]; then
    echo "frontdoor: too few open files: this process may have $most; give it more with ulimit -n 65536, LimitNOFILE=65536 of systemd or --ulimit nofile=65536 of docker" >&2
    exit 3
  fi
}
