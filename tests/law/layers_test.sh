# The layer law: in each folder, a header of each folder outside its law is included with the flags
# that CMake gives it, and must not be found; a header of its own must compile.
set -u

python3 - "$GW_BUILD_DIR/compile_commands.json" "$GW_SOURCE_DIR" <<'PYTHON'
import json, pathlib, shlex, subprocess, sys

JUDGES = {"models", "dist", "special", "base"}
MATHS = JUDGES | {"credit", "demand", "proof"}
ROOMS = {"shop", "tables", "garden", "reckon", "ledger", "people", "import", "report"}
LAW = {  # folder: the folders it may see besides its own
    "core/base": set(),
    "core/special": {"base"},
    "core/dist": {"special", "base"},
    "core/optim": {"base"},
    "core/sampler": {"optim", "dist", "special", "base"},
    "core/models": {"optim", "sampler", "dist", "special", "base"},
    "core/credit": JUDGES | {"optim"},
    "core/demand": JUDGES - {"models"} | {"optim"},
    "core/policy": JUDGES,
    "core/proof": JUDGES,
    "store": {"base"},
    "engine/shop": {"store", "base"},
    "engine/tables": {"shop", "store", "models", "base"},
    "engine/garden": {"shop", "store"} | MATHS,
    "engine/reckon": {"shop", "store"} | MATHS,
    "engine/ledger": {"reckon", "shop", "store"} | MATHS,
    "engine/people": {"ledger", "shop", "store", "base"},
    "engine/import": {"people", "ledger", "shop", "store", "base"},
    "engine/report": {"import", "ledger", "reckon", "shop", "store"} | MATHS,
    "commands": ROOMS | {"base"},
}
commands, home = json.loads(pathlib.Path(sys.argv[1]).read_text()), pathlib.Path(sys.argv[2])
sources = {pathlib.Path(entry["file"]): entry for entry in commands}
places = [*(home / "core").iterdir(), *(home / "engine").iterdir(), *(home / name for name in LAW)]
folders = {path.name: path for path in places if path.is_dir() and list(path.rglob("*.c"))}
checked, wrong = 0, []
for name, folder in sorted(folders.items()):
    law = LAW.get(str(folder.relative_to(home)))
    if law is None:
        wrong.append(f"{folder} is not in the law of this test")
        continue
    entry = next((entry for path, entry in sources.items() if folder in path.parents), None)
    if entry is None:  # a build without the program
        continue
    flags = shlex.split(entry["command"])[:-4]  # without -o OBJECT -c SOURCE
    for other, place in folders.items():
        header = next(iter(sorted(place.glob("*.h"))), None)
        if header is None:
            continue
        text = f'#include "{header.name}"\n'
        done = subprocess.run([*flags, "-w", "-fsyntax-only", "-x", "c", "-"], input=text,
                              text=True, capture_output=True, cwd=entry["directory"])
        checked += 1
        if other == name and done.returncode != 0:
            wrong.append(f"{name}: {header.name} does not compile alone: {done.stderr}")
        if other not in law | {name} and f"{header.name}: No such file" not in done.stderr:
            wrong.append(f"{name} must not see {header.name} of {other}. {done.stderr}")
print(f"{checked} includes tried")
print("\n".join(wrong))
sys.exit(1 if wrong or checked < 4 else 0)
PYTHON
