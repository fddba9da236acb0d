#!/usr/bin/env bash
# Proves that the tests notice what they are there for. Each patch beside this file takes one safeguard out of the
# production code, as a careless colleague might, and each test that it names must turn red.
# Works on copies of the last commit: the checkout stays as it is. Tests use the servers of PLATFORM_TEST_BROKER and
# PLATFORM_TEST_DATABASE, else their own.
#
# usage: tests/Sabotage/prove.sh [NAME...]
set -euo pipefail
shopt -s inherit_errexit
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
checkout="$(cd "$here/../.." && pwd)"
copy="$(mktemp -d)"
chmod 755 "$copy"                       # a database server that root starts runs as another user
log="$copy/prove.log"
has_servers_of_its_own=
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export GIT_CEILING_DIRECTORIES="${copy%/*}"   # patches are applied to the copy, whatever repository lies above it
unset PLATFORM_RUN_DIRECTORY GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

clean_up() {
  [ -z "$has_servers_of_its_own" ] || "$copy/run" down >/dev/null || true
  rm -rf "$copy"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() {
  echo "$*" >&2
  exit 1
}

# Lines of PROJECT and TEST, a class or class.method, that the named patches must turn red.
reds_of() { (cd "$here" && sed -n 's/^# turns red: //p' "${@/%/.patch}") | sort -u; }

# The path of a project, as the solution has it.
project() {
  local path
  path="$(sed -n "s/^Project.* = \"$1\", \"\([^\"]*\)\".*/\1/p" "$copy/Platform.sln" | tr '\\' /)"
  [ -n "$path" ] || fail "Platform.sln has no project $1."
  echo "$copy/$path"
}

# Builds the named test projects, and what they need.
build() {
  local name path
  for name in "$@"; do
    path="$(project "$name")"
    dotnet build "$path" --configuration Release --verbosity quiet --nodeReuse:false \
      -consoleLoggerParameters:NoSummary </dev/null >"$log" 2>&1 || { cat "$log" >&2; fail "$name does not compile."; }
  done
}

# Runs the tests whose name contains TEST: a line per result, "Passed NAME" or "Failed NAME".
results() {
  local path report="$copy/report.trx"
  path="$(project "$1")"
  rm -f "$report"
  dotnet test "$path" --configuration Release --no-build --filter "FullyQualifiedName~.$2" \
    --logger "trx;LogFileName=$report" </dev/null >"$log" 2>&1 || true
  [ -f "$report" ] && grep -q '<ResultSummary outcome="\(Completed\|Failed\)"' "$report" ||
    { cat "$log" >&2; fail "$1 $2 did not finish."; }
  { grep -o '<UnitTestResult [^>]*' "$report" || true; } |
    sed -E 's/.* testName="([^"(]*).* outcome="([^"]*)".*/\2 \1/' | sort -u
}

demand_green() {
  local project test found
  while read -r project test; do
    found="$(results "$project" "$test")"
    [ -n "$found" ] || fail "$project has no test $test."
    ! grep -v '^Passed ' <<<"$found" >&2 || fail "$project $test is not green without any patch."
    echo "green without a patch: $project $test"
  done <<<"$(reds_of "$@")"
}

# Says who caught the patch, or that nobody did. In a subshell of its own, so that the next one is tried in any case.
prove() (
  name="$1"
  patch="$here/$name.patch"
  cd "$copy"
  git apply "$patch" || fail "$name does not apply."
  trap 'git apply --reverse "$patch"' EXIT
  build $(reds_of "$name" | cut -d' ' -f1 | sort -u)
  missed=0
  while read -r project test; do
    found="$(results "$project" "$test" | sed -n 's/^Failed //p')"
    [ -z "$found" ] && echo "NOT CAUGHT: $name by $project $test" && missed=1
    while read -r red; do
      [ -z "$red" ] || echo "caught: $name by $red"
    done <<<"$found"
  done <<<"$(reds_of "$name")"
  exit "$missed"
)

names=("$@")
[ $# -gt 0 ] || for patch in "$here"/*.patch; do names+=("$(basename "$patch" .patch)"); done
for name in "${names[@]}"; do
  [ -f "$here/$name.patch" ] || fail "There is no patch $name."
  [ -n "$(reds_of "$name")" ] || fail "$name names no test that it turns red."
done

git -C "$checkout" archive HEAD | tar -x -C "$copy"
echo "commit $(git -C "$checkout" log -1 --format='%h %s')"
if [ -z "${PLATFORM_TEST_BROKER:-}" ] || [ -z "${PLATFORM_TEST_DATABASE:-}" ]; then
  has_servers_of_its_own=yes
  variables="$("$copy/run" infra)" || fail "No broker and database for the tests."
  eval "$variables"
fi

build $(reds_of "${names[@]}" | cut -d' ' -f1 | sort -u)
demand_green "${names[@]}"
uncaught=()
for name in "${names[@]}"; do prove "$name" || uncaught+=("$name"); done
[ ${#uncaught[@]} -eq 0 ] || fail "${#uncaught[@]} of ${#names[@]} not proven: ${uncaught[*]}"
echo "all ${#names[@]} caught"
