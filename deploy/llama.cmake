# Read by CMake when it begins llama-cpp-python (see setup.sh): what the kiosk does not use is not compiled.
# The project forces this option on in CMake's cache; a plain variable comes before the cache.
set(LLAMA_BUILD_COMMON OFF)
