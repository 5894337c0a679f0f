# The layer law: in each folder, a header of each other folder is included with the flags that CMake
# gives that folder. It must compile where the law allows it, and must not where it does not.
set -u

python3 - "$GW_BUILD_DIR/compile_commands.json" "$GW_SOURCE_DIR" <<'PYTHON'
import json, pathlib, shlex, subprocess, sys

MODELS = {"models", "optim", "dist", "special", "base"}
LAW = {  # folder: what it may see
    "core/base": {"base"},
    "core/special": {"special", "base"},
    "core/dist": {"dist", "special", "base"},
    "core/optim": {"optim", "base"},
    "core/sampler": {"sampler", "optim", "dist", "special", "base"},
    "core/models": MODELS,
    "store": {"store", "base"},
    "engine": {"engine", "store"} | MODELS,
    "commands": {"commands", "engine", "base"},
}
commands, home = json.loads(pathlib.Path(sys.argv[1]).read_text()), pathlib.Path(sys.argv[2])
sources = {pathlib.Path(entry["file"]): entry for entry in commands}
folders = {path.name: path for path in [*(home / "core").iterdir(), *(home / name for name in LAW)]
           if path.is_dir() and list(path.rglob("*.c"))}
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
        if (done.returncode == 0) != (other in law):
            verb = "must not see" if done.returncode == 0 else "should see"
            wrong.append(f"{name} {verb} {header.name} of {other}: {done.stderr}")
print(f"{checked} includes tried")
print("\n".join(wrong))
sys.exit(1 if wrong or checked < 4 else 0)
PYTHON
