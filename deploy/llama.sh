#!/usr/bin/env bash
# llama-cpp-python is had beside everything else: the publisher's own wheel where it can be had at once and is the pinned
# one (see prebuilt.txt), else compiled without what the kiosk does not use. Sourced by setup.sh, whose names it uses.

# shellcheck disable=SC2154 # top, venv and python are setup.sh's
llama_folder=$venv/llama
llama_pid=

llama_version() { sed -n 's/^llama_cpp_python==//p' "$top/deploy/constraints.txt"; }

llama_is_there() { # in the pinned version, and able to run here
    "$python" -c 'import sys, llama_cpp; sys.exit(llama_cpp.__version__ != sys.argv[1])' "$(llama_version)" 2> /dev/null \
        && "$python" "$top/deploy/prebuilt.py" --prove > /dev/null
}

begin_llama() { # in a process group of its own, so that all of it ends with the script
    if llama_is_there; then return 0; fi
    rm -rf "$llama_folder"
    mkdir -p "$llama_folder"
    set -m
    get_llama > "$(logs llama)" 2>&1 < /dev/null &
    llama_pid=$!
    set +m
    trap end_llama EXIT
    note "llama-cpp-python is fetched or compiled beside the next steps"
}

end_llama() { [ -z "$llama_pid" ] || kill -- "-$llama_pid" 2> /dev/null || true; }

get_llama() { # leaves a wheel in the folder, in `said` why it is this one, and in `seconds` how long it took
    local began=$SECONDS
    choose_llama || return 1
    echo $((SECONDS - began)) > "$llama_folder/seconds"
}

choose_llama() {
    if compiled_before; then compile_llama && echo "it was compiled here before" > "$llama_folder/said"
    elif "$python" "$top/deploy/prebuilt.py" "$llama_folder" | tee "$llama_folder/log"; then
        tail -n 1 "$llama_folder/log" > "$llama_folder/said"
        touch "$llama_folder/prebuilt"
    else
        echo "compiled: $(tail -n 1 "$llama_folder/log")" > "$llama_folder/said"
        compile_llama
    fi
}

compiled_before() {
    "$python" -m pip cache list --format abspath "llama_cpp_python-$(llama_version)" 2> /dev/null | grep -q 'whl$'
}

compile_jobs() { # all cores, but no more than there is memory for: a compiler takes half a gigabyte
    local mib
    mib=$(awk '/^MemAvailable/ {print int($2 / 1024)}' /proc/meminfo 2> /dev/null)
    echo $((mib && mib / 600 < $(nproc) ? (mib < 600 ? 1 : mib / 600) : $(nproc)))
}

processor_arguments() { # what this processor surely runs. A virtual machine may tell of AMX that its system forbids, and
    # an illegal instruction ends the program; many a mini-PC has no AVX at all.
    local flags name off=
    [ "$(uname -m)" = x86_64 ] || return 0
    flags=" $(sed -n 's/^flags[[:space:]]*: //p' "${KIOSK_CPUINFO:-/proc/cpuinfo}" | head -n 1) "
    for name in SSE42:sse4_2 AVX:avx AVX2:avx2 F16C:f16c FMA:fma BMI2:bmi2; do
        [[ $flags == *" ${name#*:} "* ]] || off+=" -DGGML_${name%:*}=OFF"
    done
    printf '%s' "-DGGML_NATIVE=OFF$off"
}

compile_llama() { # pip keeps the wheel in its cache; ccache and ninja are used where they are
    rm -f "$llama_folder"/*.whl
    command -v c++ > /dev/null || { echo "there is no C++ compiler"; return 1; }
    nice -n 5 env CMAKE_BUILD_PARALLEL_LEVEL="$(compile_jobs)" \
        CMAKE_ARGS="-DLLAVA_BUILD=OFF $(processor_arguments) '-DCMAKE_PROJECT_llama_cpp_INCLUDE=$top/deploy/llama.cmake' ${CMAKE_ARGS:-}" \
        "$python" -m pip wheel --verbose --no-deps -c "$top/deploy/constraints.txt" -w "$llama_folder" llama-cpp-python
}

install_llama() { # ends with an error where what is installed cannot run here
    "$python" -m pip uninstall -y -q llama-cpp-python # pip keeps what has the same version
    "$python" -m pip install -c "$top/deploy/constraints.txt" "$llama_folder"/*.whl \
        && "$python" "$top/deploy/prebuilt.py" --prove
}

replace_llama() { # a wheel made elsewhere, or compiled for another processor, does not run here: it is compiled anew
    "$python" -m pip uninstall -y llama-cpp-python
    "$python" -m pip cache remove llama_cpp_python || true
    rm -f "$llama_folder"/*.whl "$llama_folder/prebuilt"
    compile_llama && install_llama
}

finish_llama() { # waits for it, installs it, and says what it is
    if llama_is_there; then return 0; fi
    if [ -n "$llama_pid" ] && follow "$llama_pid" "$(logs llama)" "getting llama-cpp-python"; then
        llama_pid=
        note "$(cat "$llama_folder/said") ($(cat "$llama_folder/seconds") s, beside the other steps)"
        progress "$(logs llama-install)" "installing llama-cpp-python" install_llama && return 0
        note "it does not run here: $(tail -n 1 "$(logs llama-install)")"
        if [[ $(cat "$llama_folder/said") != compiled:* ]]; then
            progress "$(logs llama)" "compiling llama-cpp-python" replace_llama && return 0
        fi
        "$python" -m pip uninstall -q -y llama-cpp-python > /dev/null 2>&1 || true
    fi
    llama_pid=
    missing+=("llama-cpp-python could not be had: matching goes by words alone, nothing is composed.")
}
