# Sourced by ./parley and ./mvnw: leaves JAVA_HOME at a JDK 25 or newer, or unset if this machine has none.
# Order: JAVA_HOME, java on the PATH, the usual places of the system.

parley_jdk_version() {
  # The feature version of the JDK in $1, or 0: read from its `release` file, which costs no JVM start.
  if [ -f "$1/release" ] && [ -x "$1/bin/javac" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    echo 0
  fi
}

parley_find_jdk() {
  for parley_jdk in "${JAVA_HOME-}" \
    "$(dirname "$(dirname "$(readlink -f "$(command -v javac 2>/dev/null || echo /none/bin/javac)" 2>/dev/null || echo /none/bin/javac)")")" \
    $(ls -d /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home 2>/dev/null || true); do
    if [ -n "$parley_jdk" ] && [ "$(parley_jdk_version "$parley_jdk")" -ge 25 ] 2>/dev/null; then
      JAVA_HOME=$parley_jdk
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}
