#!/bin/sh
# Tests the tests of the kernel: changes it in thousands of places, one at a time, and says which changes no test notices. An hour and a half on two cores.
# What is given is handed on: eng/mutants.sh -m '**/Readers/Git/**' takes one folder.
cd "$(dirname "$0")/../tests/HydraBot.Governance.Tests" || exit

export HYDRA_FIRST_FAILURE=1             # The first failure is enough to know.
export HYDRA_TEST_MINUTES=0.1            # What no longer ends fails after six seconds...
export DOTNET_GCHeapHardLimit=0x80000000 # ...and what grows without end at 2 GiB.

dotnet tool restore && exec dotnet stryker -f ../../eng/stryker-config.json "$@"
