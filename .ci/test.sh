# Part of ./snark4j: all tests, then the consumer projects, then the totals. Needs $root, $peers and $JAVA_HOME.

with_peers=on
for argument in "$@"; do
  case $argument in
    --no-peers) with_peers=off ;;
    *) fail "test: unknown option $argument; there is --no-peers" ;;
  esac
done

if [ $with_peers = on ]; then
  missing=$(missing_node)
  . "$root/.ci/chromium.sh"
  has_chromium || missing=${missing:-"Chromium is missing"}
  [ -z "$missing" ] || fail "$missing; install it, or leave out the tests that need it: ./snark4j test --no-peers"
  install_node_programs || fail "npm ci failed; see $root/target/npm.log"
fi

cd "$root" || fail "no folder $root"
staging=$root/target/staging
rm -rf "$staging" target/consumers
find . -path '*/node_modules' -prune -o -type d -name surefire-reports -path '*/target/*' -print | while read -r reports; do
  rm -rf "$reports"
done

passed=0
failed=0
skipped=0

# 1. Every module: formatting, static checks, tests, source and Javadoc jars, staged as they would be published.
# The vector kernels must run: LanesContractTest fails where they fell back to scalar ones.
./mvnw -B -ntp --fail-at-end -Prelease -Dspotless.check.skip=false -Dsnark4j.peers=$with_peers \
  -Dmaven.install.skip=true "-DaltDeploymentRepository=staging::file://$staging" deploy
build=$?

# What computes, once more with the scalar kernels, and with 4 lanes also where 8 are the machine's choice; 8 lanes on every machine, though
# slowly where there are none, for the tests that are about them.
with_lanes() { # lanes, further options
  lanes=$1
  shift
  [ $build = 0 ] || return
  ./mvnw -B -ntp --fail-at-end -pl field,curve,groth16 -am -Dsnark4j.peers=off -Dsnark4j.arithmeticOnly=true "-Dsnark4j.lanes=$lanes" \
    "-Dsurefire.reportNameSuffix=lanes-$lanes" "$@" test || build=$?
}
with_lanes off
with_lanes 4
with_lanes 8 '-Dsnark4j.onlyGroups=(lanes & !hardware) | widths'

# 2. Projects of their own, outside the reactor, that see only what was staged.
consume() { # name, what the JVM is told
  name=$1
  shift
  if (cd "consumers/$name" && "$JAVA_HOME/bin/java" "$@") >target/consumers/output 2>&1 &&
    grep -q '^verified: true$' target/consumers/output; then
    passed=$((passed + 1))
    printf 'consumer %s: passed (%s)\n' "$name" "$*"
  else
    failed=$((failed + 1))
    printf 'consumer %s: FAILED (%s)\n' "$name" "$*"
    cat target/consumers/output
  fi
}

if [ $build = 0 ]; then
  mkdir -p target/consumers
  for pom in consumers/*/pom.xml; do
    [ -f "$pom" ] || continue
    name=$(basename "$(dirname "$pom")")
    # The tail repository saves downloading Maven's plugins again; snark4j's artifacts come from the staging folder only.
    if ! ./mvnw -q -B -ntp -f "consumers/$name/pom.xml" "-Dsnark4j.repository=file://$staging" \
      "-Dmaven.repo.local=$root/target/consumers/repository" \
      "-Dmaven.repo.local.tail=${MAVEN_REPO_LOCAL:-$HOME/.m2/repository}" clean package ||
      [ ! -f target/consumers/repository/io/snark4j/snark4j-groth16/*/snark4j-groth16-*.jar ]; then
      failed=$((failed + 1))
      printf 'consumer %s: FAILED to build from %s\n' "$name" "$staging"
      continue
    fi
    case $name in
      class-path) run='-cp target/classes:target/lib/* consumer.Main' ;;
      module-path) run='-p target/classes:target/lib -m consumer/consumer.Main' ;;
    esac
    set -f # the JVM expands lib/*, not the shell
    # shellcheck disable=SC2086 # options are words
    consume $name $run
    # shellcheck disable=SC2086
    consume $name --add-modules jdk.incubator.vector $run
    set +f
  done
fi

# 3. Totals over every report.
count() { # attribute
  find . -path '*/node_modules' -prune -o -path '*/target/surefire-reports/TEST-*.xml' -print |
    while read -r report; do
      sed -n '/<testsuite /{s/.* '"$1"'="\([0-9]*\)".*/\1/p;q;}' "$report"
    done | awk '{ sum += $1 } END { print sum + 0 }'
}
tests=$(count tests)
bad=$(($(count failures) + $(count errors)))
skipped=$(count skipped)
passed=$((passed + tests - bad - skipped))
failed=$((failed + bad))
[ $build = 0 ] || printf 'the build failed (Maven exit status %d)\n' $build
printf '%d passed, %d failed, %d skipped\n' $passed $failed "$skipped"
[ $build = 0 ] && [ $failed = 0 ] && [ "$skipped" = 0 ] && [ "$tests" -gt 0 ]
exit
