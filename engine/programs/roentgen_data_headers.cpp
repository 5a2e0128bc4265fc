// roentgen-data headers: the process that reads headers for an indexing, and may die of them.
#include "engine/datasets/header_service.h"
#include "engine/programs/roentgen_data_verbs.h"

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace roentgen::programs {

int serveHeaders() {
    const struct rlimit none = {0, 0};
    ::setrlimit(RLIMIT_CORE, &none);    // a hostile folder would fill the disk with core files
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // even in the middle of a file
    return datasets::answerHeaders(STDIN_FILENO, STDOUT_FILENO, imaging::readImageHeader);
}

} // namespace roentgen::programs
