#!/usr/bin/env bash
# Mutation testing: Stryker changes the code in one place at a time, and a change that no test notices is a test that is missing.
#
#   tests/mutation.sh domain                      every folder of src/WikkenWegen.Domain
#   tests/mutation.sh domain Decisions Inputs      some of them; a file too: Weighing/Codes.cs
#   tests/mutation.sh domain .                    all of them in one go: faster, but one mutant that hangs loses all
#   tests/mutation.sh api                         the folders of src/WikkenWegen.Api that must not fail silently (needs a PostgreSQL, is slow)
#   tests/mutation.sh api Recording -- -V debug   what stands behind -- is for Stryker
#
# MUTATION_MINUTES  longest that one folder may take; 60
# MUTATION_WORKERS  how many mutants are tried at once; 1
# MUTATION_AGAIN    1: survivors are tried once more, each in a process of its own; 1 for the domain, 0 for the api, where that takes hours
# MUTATION_OUTPUT   where the reports and the summary come; artifacts/mutation
#
# Not run in CI. Ends with the score of each folder and a list of the survivors, to read one by one: see README.md in this folder.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
output=${MUTATION_OUTPUT:-$root/artifacts/mutation}
minutes=${MUTATION_MINUTES:-60}

case ${1:-} in
  domain)
    name=WikkenWegen.Domain
    again=${MUTATION_AGAIN:-1}
    first=('*.WordsTests' '*.RulesTests') # of what is static most is words and texts, so these first
    ;;
  api)
    name=WikkenWegen.Api
    again=${MUTATION_AGAIN:-0}
    first=()
    ;;
  *) sed -n '2,15s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
shift
folders=()
while (($#)) && [[ $1 != -- ]]; do folders+=("$1"); shift; done
if (($#)); then shift; fi # what is left is for Stryker
if ((!${#folders[@]})); then
  if [[ $name == WikkenWegen.Api ]]; then
    folders=(Recording PrivacyVault Infrastructure/Store)
  else
    mapfile -t folders < <(cd "$root/src/$name" && git ls-files -- '*/*.cs' | cut -d/ -f1 | sort -u)
  fi
fi

# In a copy: Stryker puts the mutated assembly in the place of the built one.
copy=$(mktemp -d)
running=
finish() {
  if [[ -n $running ]]; then kill -KILL -- "-$running" 2>/dev/null || true; fi
  rm -rf "$copy"
}
trap finish EXIT
trap 'exit 130' INT TERM
cd "$root"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [[ -e $file ]]; then printf '%s\0' "$file"; fi
done | xargs -0 cp --parents -t "$copy"
cd "$copy"
dotnet tool restore >/dev/null

# The random histories take longer than all other tests together, and what only they notice by chance deserves a test by name.
rm -f tests/WikkenWegen.Domain.Tests/Properties/HistoryProperties.cs

# After "if (x is not { } y) …; yield break;" the compiler needs the guard as it is, else y is not assigned. One such mutant makes Stryker
# give up all mutants of the method, so these few are not made. On the same line: line numbers in the reports stay those of the source.
find "src/$name" -name '*.cs' -exec sed -i -E \
  -e 's|^( *)(if \(.* is not \{ \} [a-z]+\)( yield break;)?)$|\1/* Stryker disable once Equality,Block,Statement */ \2|' {} +

# Stryker's runner for Microsoft.Testing.Platform tries all mutants in one process, where what is static is made once: a changed word in a
# static table is never seen, and "survives" (stryker-net #3695). So each survivor is tried again in a process of its own.
second_look() {
  python3 - "$1" "$(find mutated -name "$name.Tests.dll" -path '*net*' | head -n 1)" "${MUTATION_WORKERS:-1}" "${first[@]}" <<'PY'
import concurrent.futures, json, os, signal, struct, subprocess, sys, tempfile

report, tests, workers, *first = sys.argv[1:]

def run(mutant, which):
    """How the tests end with this mutant (-1: none) in a process of their own: Killed, Survived or Timeout."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(struct.pack("<i", mutant))
        file.flush()
        process = subprocess.Popen(["dotnet", tests, "-noColor", "-noLogo", "-stopOnFail", *which], start_new_session=True,
                                   env={**os.environ, "STRYKER_MUTANT_FILE": file.name}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return "Survived" if process.wait(timeout=300) == 0 else "Killed"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return "Timeout"

def look(mutant):
    likely = run(mutant, [a for name in first for a in ("-class", name)]) if first else "Survived"
    return mutant, likely if likely != "Survived" else run(mutant, [])

if run(-1, []) != "Survived": sys.exit("Without any mutant the tests fail in a process of their own: no second look.")
files = json.load(open(os.path.join(report, "reports", "mutation-report.json"), encoding="utf-8"))["files"]
left = [int(m["id"]) for f in files.values() for m in f["mutants"] if m["status"] in ("Survived", "NoCoverage")]
with concurrent.futures.ThreadPoolExecutor(int(workers)) as pool: results = dict(pool.map(look, left))
json.dump(results, open(os.path.join(report, "again.json"), "w", encoding="utf-8"))
PY
}

mkdir -p "$output"
state() { ps -o stat= -p "$1" 2>/dev/null || true; }
for folder in "${folders[@]}"; do
  what=$name.${folder//\//.}
  if [[ $folder == . ]]; then what=$name.all; fi
  rm -rf "${output:?}/$what" mutated
  mkdir -p "$output/$what"
  pattern="**/$folder/**/*.cs"
  if [[ $folder == *.cs ]]; then pattern="**/$folder"; fi
  if [[ $folder == . ]]; then pattern="**/*.cs"; fi
  echo "$(date +%H:%M) $what"
  (
    cd "tests/$name.Tests"
    exec setsid dotnet stryker --test-runner mtp --project "$name.csproj" --mutate "$pattern" --concurrency "${MUTATION_WORKERS:-1}" \
      --reporter Json --skip-version-check --output "$output/$what" "$@"
  ) >"$output/$what/log" 2>&1 &
  running=$!
  # A mutant may loop for ever, and its test host with it: who is not ready in time is ended with all that it started.
  deadline=$((SECONDS + minutes * 60))
  while [[ -n $(state "$running") && $(state "$running") != Z* ]]; do
    if ((SECONDS > deadline)); then
      echo "$what was not ready in $minutes minutes: ended. Try its files one by one." | tee "$output/$what/ended" >&2
      kill -TERM -- "-$running" 2>/dev/null || true
      sleep 5
      kill -KILL -- "-$running" 2>/dev/null || true
    fi
    # What is mutated lies in the tests' build only while Stryker runs; kept for the second look.
    if [[ ! -e mutated && -n $(grep -m1 'Starting per-test coverage capture\|mutants will be tested' "$output/$what/log" || true) ]]; then
      cp -r "tests/$name.Tests/bin" mutated
    fi
    sleep 1
  done
  wait "$running" || echo "$what: Stryker ended with $?, see $output/$what/log" >&2
  running=
  if [[ $again == 1 && -e mutated ]]; then second_look "$output/$what"; fi
done

python3 - "$output" "$name" <<'PY' | tee "$output/summary.txt"
import collections, glob, json, os, sys

output, name = sys.argv[1:]
survivors, scores, unread, seen = [], collections.defaultdict(collections.Counter), [], set()
# The newest report first: what was tried again counts once.
for folder in sorted(glob.glob(os.path.join(output, name + ".*")), key=os.path.getmtime, reverse=True):
    report = os.path.join(folder, "reports", "mutation-report.json")
    if not os.path.exists(report):
        unread.append(f"{os.path.basename(folder)}: " + ("ended by the watchdog" if os.path.exists(os.path.join(folder, "ended")) else "no report"))
        continue
    tried = set()
    again = os.path.join(folder, "again.json")
    again = json.load(open(again)) if os.path.exists(again) else {}
    for path, file in json.load(open(report, encoding="utf-8"))["files"].items():
        path, lines = path.split(f"/src/{name}/")[1], file["source"].splitlines()
        if path in seen or not file["mutants"]: continue
        tried.add(path)
        for mutant in file["mutants"]:
            mutant["status"] = again.get(mutant["id"], mutant["status"])
            scores[os.path.dirname(path) or "."][mutant["status"]] += 1
            if mutant["status"] in ("Survived", "NoCoverage"):
                line = mutant["location"]["start"]["line"]
                survivors.append((path, line, mutant["status"], mutant["mutatorName"], lines[line - 1].strip()[:150],
                                  " ".join(mutant.get("replacement", "").split())[:110]))
    seen |= tried

def row(label, c):
    good, bad = c["Killed"] + c["Timeout"], c["Survived"] + c["NoCoverage"]
    score = f"{100 * good / (good + bad):5.1f}" if good + bad else "    -"
    print(f"{label:<28} {score} {c['Killed']:>7} {c['Timeout']:>8} {c['Survived']:>9} {c['NoCoverage']:>8} {c['CompileError']:>13}")

print(f"{name:<28} score  killed timed-out survived uncovered  not-compiled")
for label, count in sorted(scores.items()): row(label, count)
row("all", sum(scores.values(), collections.Counter()))
print(*unread, "", sep="\n")
for path, line, status, mutator, text, replacement in sorted(survivors):
    print(f"{path}:{line} {status}: {mutator}\n    {text}\n    -> {replacement or '(nothing)'}")
PY
