# No file names a package registry: each machine's own settings decide where packages come from.
set -u
cd "$GW_SOURCE_DIR" || exit 1

registries='registry\.npmjs|pypi\.org|files\.pythonhosted|deb\.debian\.org|crates\.io|"resolved":'
grep -rnE "$registries" . --exclude-dir=build --exclude-dir=.deps --exclude-dir=.git \
    --exclude=hosts_test.sh
[ $? = 1 ]
