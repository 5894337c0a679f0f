# Sourced by ./goodwill and ./test: what they need from the system, and how it is installed.
# Expects $home, the folder of the repository. POSIX sh; all words go to stderr.
# shellcheck shell=sh disable=SC2154

# need PACKAGE COMMAND...: the Debian package is missing when the command fails.
need() {
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

# Whether cmake/dependencies.cmake has already fetched this.
fetched() {
    for found in "$home"/.deps/"$1"-*; do
        [ -e "$found" ] && return 0
    done
    return 1
}

need_for_build() {
    need gcc command -v gcc
    need libc6-dev test -e /usr/include/stdlib.h
    need cmake command -v cmake
    need ninja-build command -v ninja
    need pkg-config command -v pkg-config
    need libjansson-dev pkg-config --exists jansson
    need libsodium-dev pkg-config --exists libsodium
    need zlib1g-dev pkg-config --exists zlib
    fetched duckdb || need npm command -v npm
    fetched adbc || need python3-pip python3 -m pip --version
}

need_for_tests() {
    need_for_build
    need g++ command -v g++
    need python3 command -v python3
    need libcmocka-dev pkg-config --exists cmocka
    need clang-14 command -v clang-14
    need clang-format-14 command -v clang-format-14
    need clang-tidy-14 command -v clang-tidy-14
    need shellcheck command -v shellcheck
    need chromium command -v chromium
    need fonts-dejavu-core test -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
    need nodejs command -v node
    fetched browser || need npm command -v npm
}

# ask_to_install COMMAND: yes when there is nobody to ask. Ends with a "no" otherwise.
ask_to_install() {
    if [ "${assume_yes:-no}" = yes ] || ! [ -t 0 ] || ! [ -t 2 ]; then
        return 0
    fi
    printf 'goodwill needs packages of your system. Run this now?\n  %s\n[Y/n] ' "$1" >&2
    read -r answer
    case $answer in '' | y | Y | yes | Yes) return 0 ;; *) return 1 ;; esac
}

# install_packages need_for_build|need_for_tests: installs what is missing. Fails, with a sentence
# that says what to do, when it cannot.
install_packages() {
    missing=
    "$1"
    missing=${missing# }
    [ -n "$missing" ] || return 0
    as_root=
    [ "$(id -u)" = 0 ] || as_root='sudo '
    command="${as_root}apt-get install --yes --no-install-recommends $missing"
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "goodwill needs these packages (Debian's names); please install them: $missing" >&2
        return 1
    fi
    if [ -n "$as_root" ] && ! command -v sudo >/dev/null 2>&1; then
        printf 'goodwill needs packages of your system. As root, run:\n  %s\n' \
            "${command#sudo }" >&2
        return 1
    fi
    ask_to_install "$command" || { echo "Nothing was installed." >&2 && return 1; }
    echo "Installing $missing" >&2
    mkdir -p "$home/build"
    log=$home/build/packages.log
    # shellcheck disable=SC2086 # $as_root and $command are lists of words
    if ! { ${as_root}env DEBIAN_FRONTEND=noninteractive apt-get update &&
        ${as_root}env DEBIAN_FRONTEND=noninteractive ${command#sudo }; } >"$log" 2>&1 </dev/null
    then
        tail -n 15 "$log" >&2
        printf 'The packages could not be installed (all of it: %s). By hand:\n  %s\n' \
            "$log" "$command" >&2
        return 1
    fi
}
