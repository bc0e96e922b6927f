#!/usr/bin/env bash
# Mutation testing of what must not fail silently in the host: the gate through which everything is recorded, the vault, and the store.
# Every change that Stryker can think of is tried, and one that no test notices is a test that is missing.
#
#   tests/mutation-gate.sh                        Recording, PrivacyVault and Infrastructure/Store
#   tests/mutation-gate.sh Recording              some of them; a file too: Recording/WeighingStore.cs
#
# MUTATION_MINUTES  longest that all of it may take; what is not tried by then is told; 600
# MUTATION_WORKERS  how many mutants are tried at once; 1
# MUTATION_OUTPUT   where the results and the summary come; artifacts/mutation
#
# Stryker itself only makes the mutants here. All tests of the API with each of them would take weeks, and Stryker chooses no tests where it
# runs them by Microsoft.Testing.Platform; so the classes that are about a folder (below) are run with each mutant in a process of its own, which
# takes about ten seconds; fewer where WIKKENWEGEN_TEST_DB names a server. Not run in CI. Ends with the score of each folder and a list of the survivors.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
output=${MUTATION_OUTPUT:-$root/artifacts/mutation}
folders=("$@")
if ((!${#folders[@]})); then folders=(Recording PrivacyVault Infrastructure/Store); fi

work=$(mktemp -d)
running=
finish() {
  if [[ -n $running ]]; then kill -KILL -- "-$running" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# In a copy: Stryker puts the mutated assembly in the place of the built one.
cd "$root"
mkdir "$work/copy"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [[ -e $file ]]; then printf '%s\0' "$file"; fi
done | xargs -0 cp --parents -t "$work/copy"

# A project whose one test says nothing: Stryker then needs seconds for all mutants, and each of them is in its report.
tiny=$work/copy/tests/WikkenWegen.Mutants.Tests
mkdir "$tiny"
cat >"$tiny/WikkenWegen.Mutants.Tests.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup><ProjectReference Include="../../src/WikkenWegen.Api/WikkenWegen.Api.csproj" /></ItemGroup>
</Project>
XML
echo 'namespace WikkenWegen.Mutants.Tests; public class Nothing { [Fact] public void Is_tested() => true.ShouldBeTrue(); }' >"$tiny/Nothing.cs"
# Without this all mutants count as not covered, and Stryker is done before the mutated assembly can be taken.
echo '{ "stryker-config": { "coverage-analysis": "off" } }' >"$tiny/stryker-config.json"
patterns=()
for folder in "${folders[@]}"; do
  if [[ $folder == *.cs ]]; then patterns+=(--mutate "**/$folder"); else patterns+=(--mutate "**/$folder/**/*.cs"); fi
done
mkdir -p "$output/gate"
rm -rf "$output/gate/"*
: >"$output/gate/log"
echo "$(date +%H:%M) the mutants"
(
  cd "$tiny"
  exec setsid dotnet tool exec dotnet-stryker@5.1.0 --yes -- --test-runner mtp --project WikkenWegen.Api.csproj --config-file stryker-config.json "${patterns[@]}" --concurrency 1 \
    --reporter Json --skip-version-check --output "$output/gate"
) >"$output/gate/log" 2>&1 &
running=$!
# The mutated assembly lies there only while Stryker runs.
while kill -0 "$running" 2>/dev/null; do
  if [[ ! -e $work/mutated ]] && grep -q 'mutants will be tested' "$output/gate/log"; then
    cp "$tiny"/bin/Debug/*/WikkenWegen.Api.dll "$work/mutated"
  fi
  sleep 0.1
done
wait "$running" || { cat "$output/gate/log" >&2; exit 1; }
running=
[[ -e $work/mutated ]] || { echo "The mutated assembly was gone before it could be taken." >&2; exit 1; }

echo "$(date +%H:%M) the tests"
dotnet build "$root/tests/WikkenWegen.Api.Tests" -v quiet >"$output/gate/build"
tests=$work/copy/tests/WikkenWegen.Api.Tests/bin/Debug/net10.0 # where they find the files of the repository
mkdir -p "$tests"
cp -r "$root"/tests/WikkenWegen.Api.Tests/bin/Debug/net10.0/. "$tests"
cp "$work/mutated" "$tests/WikkenWegen.Api.dll"

exec 3>&1
python3 - "$output/gate" "$tests/WikkenWegen.Api.Tests.dll" "${MUTATION_WORKERS:-1}" "${MUTATION_MINUTES:-600}" <<'PY' | tee "$output/gate/summary.txt"
import collections, concurrent.futures, json, os, signal, struct, subprocess, sys, tempfile, time

report, tests, workers, minutes = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
deadline = time.monotonic() + 60 * minutes

# Which tests are about what; those that are quick and likely to notice come first.
CLASSES = {
    "Recording/": [["*.MemoryTests", "*.EnvelopeTests", "*.ClockTests", "*.NewestStateTests", "*.AlongsideTests", "*.CorporationStepTests"], ["*.VaultTests", "*.CorporationHistoryTests"]],
    "PrivacyVault/": [["*.DisclosureTests", "*.VaultTableTests", "*.CommandFieldTests"], ["*.VaultTests", "*.RecordedFieldTests"]],
    "Infrastructure/Store/": [["*.MartenLogTests", "*.StoreTests", "*.StreamVersionsTests", "*.SchemaUpdateTests", "*.EnvelopeTests"]],
}

def run(mutant, classes):
    """How the tests end with this mutant (-1: none): Killed, Survived or Timeout; and which test noticed it first."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(struct.pack("<i", mutant))
        file.flush()
        process = subprocess.Popen(["dotnet", tests, "-noColor", "-noLogo", "-stopOnFail", *(a for c in classes for a in ("-class", c))], start_new_session=True,
                                   env={**os.environ, "STRYKER_MUTANT_FILE": file.name}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            said, _ = process.communicate(timeout=240)
            if mutant == -1 and process.returncode: sys.exit("Without any mutant the tests fail:\n" + said[-4000:])
            if process.returncode == 0: return "Survived", ""
            return "Killed", next((line.removesuffix("[FAIL]").strip() for line in said.splitlines() if line.endswith("[FAIL]")), "the process ended")
        except subprocess.TimeoutExpired:
            return "Timeout", ""
        finally:
            try: os.killpg(process.pid, signal.SIGKILL)  # with the database server that it may have started
            except ProcessLookupError: pass
            process.wait()

def look(mutant):
    path, m = mutant
    if time.monotonic() > deadline: return mutant, "Pending", ""
    for classes in next(c for prefix, c in CLASSES.items() if path.startswith(prefix)):
        result, by = run(int(m["id"]), classes)
        if result != "Survived": break
    print(f"{time.strftime('%H:%M:%S')} {path}:{m['location']['start']['line']} {result} {by}".rstrip(), file=os.fdopen(os.dup(3), "w"), flush=True)
    return mutant, result, by

files = json.load(open(os.path.join(report, "reports", "mutation-report.json"), encoding="utf-8"))["files"]
mutants, lines = [], {}
for path, file in files.items():
    path = path.split("/src/WikkenWegen.Api/")[-1]
    lines[path] = file["source"].splitlines()
    mutants += [(path, m) for m in file["mutants"] if any(path.startswith(prefix) for prefix in CLASSES) and m["status"] in ("Survived", "Killed", "Timeout", "NoCoverage")]
order = list(CLASSES)
mutants.sort(key=lambda mutant: (next(i for i, prefix in enumerate(order) if mutant[0].startswith(prefix)), mutant[0], mutant[1]["location"]["start"]["line"]))
for prefix in {next(p for p in order if path.startswith(p)) for path, _ in mutants}:
    for classes in CLASSES[prefix]: run(-1, classes)
with concurrent.futures.ThreadPoolExecutor(workers) as pool: results = list(pool.map(look, mutants))
json.dump([{"file": path, "id": m["id"], "line": m["location"]["start"]["line"], "mutant": m["mutatorName"], "status": status, "by": by} for (path, m), status, by in results], open(os.path.join(report, "results.json"), "w"))

scores = collections.defaultdict(collections.Counter)
for (path, _), status, _ in results: scores[os.path.dirname(path)][status] += 1
print(f"{'WikkenWegen.Api':<28} score  killed timed-out survived not-tried")
for folder, c in sorted(scores.items()):
    good, bad = c["Killed"] + c["Timeout"], c["Survived"]
    print(f"{folder:<28} {100 * good / max(1, good + bad):5.1f} {c['Killed']:>7} {c['Timeout']:>8} {bad:>9} {c['Pending']:>9}")
for (path, m), status, _ in results:
    if status == "Survived":
        line = m["location"]["start"]["line"]
        print(f"{path}:{line} {m['mutatorName']}\n    {lines[path][line - 1].strip()[:150]}\n    -> {' '.join(m.get('replacement', '').split())[:110] or '(nothing)'}")
PY
