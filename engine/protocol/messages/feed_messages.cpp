#include "engine/protocol/messages/feed_messages.h"

namespace roentgen {

void describe(Fields& f, FeedFile& file) {
    f.required("name", file.name, "below the run's folder");
    f.required("bytes", file.bytes, "", fromZero);
    f.required("sha256", file.sha256, "");
}

void describe(Fields& f, FeedHead& head) {
    f.required("kind", head.kind, "");
    f.required("bytes", head.bytes, "of the payload behind it", {0, double(FeedHead::longestPayload)});
    if (head.kind == "events" || head.kind == "log" || head.kind == "file")
        f.required("offset", head.offset, "of the payload in its file");
    if (head.kind == "state") {
        f.required("state", head.state, "");
        f.optional("stopping", head.stopping, "its `running` is that");
        f.unlessEmpty("problem", head.problem, "");
        f.unlessEmpty("job", head.job, "of Slurm");
        f.unlessEmpty("queue_state", head.queueState, "");
        f.unlessEmpty("queue_reason", head.queueReason, "");
        f.optional("queue_start", head.queueStart, "");
    }
    if (head.kind == "results")
        f.required("files", head.files, "");
    if (head.kind == "file") {
        f.required("name", head.name, "");
        f.required("size", head.size, "", fromZero);
        f.required("sha256", head.sha256, "");
    }
}

} // namespace roentgen
