// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/segment.h"

#include <memory>
#include <vector>

namespace auditorium {

using SegmentList = std::vector<std::shared_ptr<const Segment>>;

/// Brings rows into ascending order of time, ties by source, offset and part; rows without a time last.
/// Costs one pass where they are in order already.
void sortRows(SegmentRows& rows);

/// Cuts sorted rows into segments: never more than Segment::maxRows, never timed and untimed in one.
void appendSegments(const SegmentRows& rows, SegmentList& timed, SegmentList& untimed);

/// Puts timed segments, each sorted in itself, into an order in which they do not overlap. Where only
/// neighbours overlap (late events) just the rows of the overlap are moved; where many do (several files of the same
/// days) their rows are sorted anew. Segments that are in place are kept as they are.
SegmentList inTimeOrder(SegmentList segments);

} // namespace auditorium
