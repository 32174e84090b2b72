# shellcheck shell=bash
# Shared by packaging/run and packaging/test: install what is missing, configure, build.
# Everything said here goes to standard error: standard output belongs to the program.
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build=$root/build

say() { printf 'auditorium: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# The packages of the named sections of debian-packages.txt.
packages() {
    local wanted=" $* " section='' line
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%%#*}
        line=${line//[[:space:]]/}
        case $line in
            '') ;;
            '['*']') section=${line:1:-1} ;;
            *) [[ $wanted != *" $section "* ]] || printf '%s\n' "$line" ;;
        esac
    done <"$root/packaging/debian-packages.txt"
}

# install_packages SECTION...: what is missing of them. Needs neither root nor a network if nothing is.
install_packages() {
    command -v dpkg-query >/dev/null || { say "not a Debian: taking it that the build's packages are installed"; return 0; }
    local -a wanted=() missing=() apt=()
    mapfile -t wanted < <(packages "$@" | sort -u)
    mapfile -t missing < <(comm -23 <(printf '%s\n' "${wanted[@]}") \
        <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^installed //p' | sort -u))
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || fail "these packages are missing, and there is no apt-get: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "packages are missing, and only root may install them (there is no sudo):
    apt-get install --no-install-recommends ${missing[*]}"
        apt=(sudo)
    fi
    apt+=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=600)
    mkdir -p "$build"
    local log=$build/install.log attempt
    say "installing ${#missing[@]} packages and what they need (log: $log)"
    for attempt in 1 2 3; do
        if { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1; then
            return 0
        fi
        # A mirror that is being updated answers well again a little later.
        [ "$attempt" -eq 3 ] || { say "apt-get failed, trying again"; sleep $((attempt * 5)); }
    done
    tail -n 20 "$log" >&2
    fail "could not install: ${missing[*]}"
}

# A compiler needs about 1 GB at worst: fewer of them where memory is short.
job_count() {
    local cores gigabytes
    cores=$(nproc)
    gigabytes=$(awk '/^MemAvailable:/ {print int($2 / 1000000)}' /proc/meminfo 2>/dev/null)
    [ "${gigabytes:-$cores}" -ge 1 ] || gigabytes=1
    echo $((cores < ${gigabytes:-cores} ? cores : ${gigabytes:-cores}))
}

# logged LOG TITLE COMMAND...: the output goes to the log, ninja's steps become a line of progress; the tail on failure.
logged() {
    local log=$1 title=$2 line step total tenth=0 shown='' status
    shift 2
    set +e
    "$@" </dev/null 2>&1 | {
        while IFS= read -r line; do
            printf '%s\n' "$line" >>"$log"
            [[ $line =~ ^\[([0-9]+)/([0-9]+)\] && $line != *'globbed directories'* ]] || continue
            step=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
            if [ -t 2 ]; then
                printf '\rauditorium: %s: %d of %d ' "$title" "$step" "$total" >&2
                shown=1
            elif [ $((10 * step / total)) -gt "$tenth" ]; then
                tenth=$((10 * step / total))
                say "$title: $step of $total"
            fi
        done
        [ -z "$shown" ] || printf '\n' >&2
    }
    status=${PIPESTATUS[0]}
    set -e
    [ "$status" -eq 0 ] || { tail -n 40 "$log" >&2; fail "$title failed; all of it is in $log"; }
}

# The code is kept free of the warnings of Debian 12's compiler; another one may warn of something new.
warnings_as_errors() {
    if grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release; then echo ON; else echo OFF; fi
}

# Two at once would build into one folder; the second waits. Held until the script ends or unlock.
lock() {
    mkdir -p "$build"
    exec {lock_fd}>"$build/.lock"
    flock -n "$lock_fd" || { say "another build is running here, waiting for it"; flock "$lock_fd"; }
}
unlock() { exec {lock_fd}>&-; }

# configure PRESET: once, or again if the tree was moved; later ninja itself sees when a CMakeLists.txt has changed.
configure() {
    local folder=$build/$1
    [ "$(cat "$folder/.configured" 2>/dev/null)" != "$root" ] || return 0
    rm -rf "$folder"
    mkdir -p "$folder"
    : >"$folder/build.log"
    say "configuring $1"
    cd "$root"
    logged "$folder/build.log" "configuring $1" cmake --preset "$1" "-DAUDITORIUM_WERROR=$(warnings_as_errors)"
    cd "$OLDPWD"
    printf '%s\n' "$root" >"$folder/.configured"
}

# compile PRESET [TARGET...]: at once if nothing has changed.
compile() {
    local folder=$build/$1 title="building $1"
    shift
    : >"$folder/build.log"
    NINJA_STATUS='[%f/%t] ' logged "$folder/build.log" "$title" ninja -C "$folder" -j "$(job_count)" "$@"
}
