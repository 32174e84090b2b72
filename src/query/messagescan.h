// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/textmatch.h"

#include "event/cancel.h"
#include "store/messages.h"
#include "store/rowset.h"

namespace auditorium {

/// What the messages kept in the sidecar say about a term.
struct MessageScan {
    bool known = false;   ///< there are messages for this segment, and they can tell something
    bool decided = false; ///< rows are the answer; else the answer is among them
    RowSet::Part rows;
};

/// The rows among `alive` whose message matches, found in the segment's folded messages without reading a record. A term
/// that asks for exact bytes gets the rows that may match; a regular expression is not known.
MessageScan scanMessages(const TextMatcher& matcher, const Segment& segment, const RowSet::Part& alive);

/// Decodes the messages of a segment's rows and folds them. Reads records; errors are the source's, and "cancelled".
Result<MessageTexts> foldedMessages(const Snapshot& snapshot, const Segment& segment, const CancelToken& cancel);
/// Makes them for many segments, on several threads, and writes them in order. The snapshot gives the sources.
Status writeMessages(MessageWriter& writer, const Snapshot& snapshot,
    const std::vector<std::shared_ptr<const Segment>>& segments, const CancelToken& cancel);

} // namespace auditorium
