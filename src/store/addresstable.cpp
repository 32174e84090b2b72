// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/addresstable.h"

#include "store/parallel.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t codesPerTask = 4096;

} // namespace

Result<KnownAddresses> AddressTable::of(const Dictionary& dictionary, std::uint32_t count, const CancelToken& cancel) const
{
    KnownAddresses known;
    {
        const std::lock_guard lock(m_mutex);
        known = m_known;
    }
    const std::size_t before = known ? known->size() : 0;
    if (known && before >= count)
        return known;
    auto grown = known ? std::make_shared<std::vector<KnownAddress>>(*known) : std::make_shared<std::vector<KnownAddress>>();
    grown->resize(count);
    const std::size_t tasks = (count - before + codesPerTask - 1) / codesPerTask;
    const Status status = runTasks(tasks, tasks > 2, cancel, [&](std::size_t task, std::size_t) {
        const std::size_t begin = before + task * codesPerTask, end = std::min<std::size_t>(begin + codesPerTask, count);
        for (std::size_t code = begin; code < end; ++code)
            if (const auto address = parseIpAddress(dictionary.text(static_cast<std::uint32_t>(code))))
                (*grown)[code] = {*address, true, isPrivate(*address)};
        return success();
    });
    if (!status)
        return status.error();
    const std::lock_guard lock(m_mutex);
    if (!m_known || m_known->size() < count)
        m_known = grown;
    return m_known;
}

} // namespace auditorium
