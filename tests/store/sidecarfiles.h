// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// What the tests of sidecars share: a store with made-up rows, the key of a made-up source, and files as bytes.
#pragma once

#include "../support/snapshotdump.h"
#include "store/cachefile.h"
#include "store/eventstore.h"
#include "store/sidecar.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <memory>
#include <string>

namespace auditorium {

/// A source that is only a name.
class NamedSource final : public RecordSource {
public:
    explicit NamedSource(std::string name) : m_name(std::move(name)) {}
    std::string_view name() const override { return m_name; }
    Status read(std::uint64_t, std::uint64_t, std::string&) const override { return Error{"source.read", "nothing to read"}; }
    Event decode(std::string_view, std::uint32_t) const override { return {}; }
    void decodeFields(std::string_view, std::uint32_t, std::vector<Field>&) const override {}
    void decodeTexts(std::string_view, std::uint32_t, std::string&, std::string&) const override {}

private:
    std::string m_name;
};

/// Adds a source of `count` rows in several batches: some late, some without a time, some with the same time.
inline std::uint32_t addRows(EventStore& store, const std::string& name, int count, std::int64_t start = 1'700'000'000)
{
    const std::uint32_t source = store.addSource(std::make_shared<NamedSource>(name));
    EventBatch batch;
    for (int i = 0; i < count; ++i) {
        std::array<std::string, codedColumnCount> texts;
        for (std::size_t c = 0; c < codedColumnCount; ++c)
            texts[c] = i % (c + 2) == 0 ? std::string() : name.substr(0, 1) + "t" + std::to_string(i % static_cast<int>(3 * c + 1));
        texts[static_cast<std::size_t>(codedIndex(Column::Target))] = "target " + std::to_string(i);
        std::array<std::string_view, codedColumnCount> views(
            [&]<std::size_t... c>(std::index_sequence<c...>) { return std::array<std::string_view, codedColumnCount>{texts[c]...}; }(
                std::make_index_sequence<codedColumnCount>()));
        views[static_cast<std::size_t>(codedIndex(Column::Source))] = name;
        std::optional<Timestamp> time;
        if (i % 13)
            time = Timestamp{(start + i - (i % 7 == 0 ? 5 : 0)) * nsPerSecond + i % 3, 9};
        batch.add(time, views, {source, static_cast<std::uint32_t>(i % 2), static_cast<std::uint64_t>(i / 2) * 100, 90});
        if (batch.size() == 40) {
            store.add(std::move(batch));
            batch = {};
        }
    }
    store.add(std::move(batch));
    return source;
}

inline SidecarKey keyOf(const std::string& path)
{
    return {path, "program 1", 42, {10'000'000, 7, 99, 1'700'000'000'000'000'000, 1'700'000'000'000'000'001}};
}

inline QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

/// Puts a file where one may be mapped: the old one loses its name, not its bytes.
inline void replaceFile(const QString& path, const QByteArray& bytes)
{
    QFile::remove(path);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// Opens a sidecar and takes all its rows into a store; the rows as text, or nothing where it was not believed.
inline std::optional<std::vector<std::string>> rowsOf(const std::string& file, const SidecarKey& key, const std::string& name)
{
    const auto sidecar = Sidecar::open(file, key);
    if (!sidecar)
        return std::nullopt;
    EventStore store;
    if (!store.addSidecar(std::make_shared<NamedSource>(name), *sidecar))
        return store.size() == 0 && store.snapshot()->size() == 0 ? std::nullopt
                                                                  : std::optional<std::vector<std::string>>({"rows were left behind"});
    return dumpRows(*store.snapshot());
}

} // namespace auditorium
