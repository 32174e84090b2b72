// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/secrets.h"

#include "connect/jsontree.h"
#include "event/text.h"

#include <QByteArray>

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>

namespace auditorium {
namespace {

constexpr std::size_t leastLearnt = 4;
constexpr std::size_t maxGivenBytes = std::size_t{64} << 10;

void wipe(std::string& text)
{
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

/// Every way in which a secret may stand in a text.
std::vector<std::string> formsOf(std::string_view secret)
{
    const QByteArray bytes(secret.data(), static_cast<qsizetype>(secret.size()));
    std::vector<std::string> forms{std::string(secret)};
    std::string quoted;
    appendQuotedJson(quoted, secret);
    forms.push_back(quoted.substr(1, quoted.size() - 2));
    const QByteArray percent = bytes.toPercentEncoding();
    forms.push_back(percent.toStdString());
    forms.push_back(QByteArray(percent).replace("%20", "+").toStdString());
    // Within a longer text its three bytes to a group may begin at any of three places; the characters that also hold bits of
    // its neighbours are left out.
    for (const qsizetype shift : {0, 1, 2}) {
        const QByteArray shifted = QByteArray(shift, '\0') + bytes;
        const qsizetype begin = shift == 0 ? 0 : shift + 1;
        const qsizetype end = shifted.size() * 8 / 6;
        for (const QByteArray& encoded : {shifted.toBase64(), shifted.toBase64(QByteArray::Base64UrlEncoding)})
            if (end - begin >= static_cast<qsizetype>(leastLearnt))
                forms.push_back(encoded.mid(begin, end - begin).toStdString());
    }
    return forms;
}

/// All forms of all secrets, longest first.
struct Learnt {
    std::mutex mutex;
    std::vector<Secret> forms;
};

Learnt& learnt()
{
    static Learnt all;
    return all;
}

class MemorySecrets : public SecretStore {
public:
    Result<std::optional<Secret>> read(const std::string& connection, const std::string& key) override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_secrets.find({connection, key});
        return found == m_secrets.end() ? std::nullopt : std::optional(found->second);
    }
    Status write(const std::string& connection, const std::string& key, const Secret& secret) override
    {
        learnSecret(secret);
        const std::lock_guard lock(m_mutex);
        m_secrets[{connection, key}] = secret;
        return success();
    }
    Status remove(const std::string& connection) override
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_secrets, [&](const auto& entry) { return entry.first.first == connection; });
        return success();
    }

private:
    std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, Secret> m_secrets;
};

class GivenSecret : public SecretStore {
public:
    explicit GivenSecret(std::string text)
    {
        auto tree = parseJsonTree(text);
        if (tree && tree->kind == TokenKind::Object && !tree->find("client_email")) {
            for (auto& [key, value] : tree->members)
                if (value.kind == TokenKind::String)
                    m_keys[key] = Secret(std::move(value.text));
        } else {
            const bool whole = tree && tree->kind == TokenKind::Object;
            m_all = Secret(whole ? text : text.substr(0, text.find_first_of("\r\n")));
        }
        wipe(text);
        learnSecret(m_all);
        for (const auto& [key, secret] : m_keys)
            if (key != "user" && key != "client_id")
                learnSecret(secret);
    }
    Result<std::optional<Secret>> read(const std::string&, const std::string& key) override
    {
        if (const auto found = m_keys.find(key); found != m_keys.end())
            return std::optional(found->second);
        return key == "user" || m_all.isEmpty() ? std::nullopt : std::optional(m_all);
    }
    Status write(const std::string&, const std::string&, const Secret&) override { return readOnly(); }
    Status remove(const std::string&) override { return readOnly(); }

private:
    static Error readOnly()
    {
        return {"secret.readonly", "The secret was given for this run; nothing can be kept with it."};
    }
    Secret m_all;
    std::map<std::string, Secret> m_keys;
};

Error fileError(const std::string& file, std::string_view why)
{
    return {"secret.file", "The file " + file + " cannot give a secret: " + std::string(why)};
}

Result<std::string> ownFile(const std::string& file)
{
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return fileError(file, "it cannot be opened.");
    struct ::stat facts = {};
    std::string text;
    std::string_view fault;
    if (::fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode))
        fault = "it is no ordinary file.";
    else if (facts.st_uid != ::geteuid())
        fault = "it belongs to somebody else.";
    else if (facts.st_mode & 077)
        fault = "others may read or write it. Use: chmod 600 FILE";
    else if (static_cast<std::size_t>(facts.st_size) > maxGivenBytes)
        fault = "it is too long.";
    if (fault.empty()) {
        text.resize(static_cast<std::size_t>(facts.st_size));
        const ssize_t got = ::read(fd, text.data(), text.size());
        if (got < 0)
            fault = "it cannot be read.";
        text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    }
    ::close(fd);
    if (fault.empty() && trimmed(text).empty())
        fault = "it is empty.";
    return fault.empty() ? Result<std::string>(std::move(text)) : fileError(file, fault);
}

} // namespace

Secret::Secret(Secret&& other) noexcept
    : m_text(std::move(other.m_text))
{
    wipe(other.m_text);
}

Secret& Secret::operator=(Secret other) noexcept
{
    m_text.swap(other.m_text);
    return *this;
}

Secret::~Secret() { wipe(m_text); }

std::shared_ptr<SecretStore> memorySecrets()
{
    static const auto store = std::make_shared<MemorySecrets>();
    return store;
}

Result<std::shared_ptr<SecretStore>> givenSecret(const std::string& variable, const std::string& file)
{
    if (!file.empty()) {
        auto text = ownFile(file);
        if (!text)
            return text.error();
        return std::shared_ptr<SecretStore>(std::make_shared<GivenSecret>(*std::move(text)));
    }
    const char* const value = variable.empty() ? nullptr : std::getenv(variable.c_str());
    if (!value || !*value)
        return Error{"secret.file", "The environment variable " + variable + " is not set."};
    return std::shared_ptr<SecretStore>(std::make_shared<GivenSecret>(value));
}

void learnSecret(const Secret& secret)
{
    if (secret.reveal().size() < leastLearnt)
        return;
    Learnt& all = learnt();
    const std::lock_guard lock(all.mutex);
    for (std::string& form : formsOf(secret.reveal())) {
        const auto same = [&](const Secret& other) { return other.reveal() == form; };
        if (std::none_of(all.forms.begin(), all.forms.end(), same))
            all.forms.emplace_back(std::move(form));
        wipe(form);
    }
    std::stable_sort(all.forms.begin(), all.forms.end(),
        [](const Secret& a, const Secret& b) { return a.reveal().size() > b.reveal().size(); });
}

std::string redacted(std::string_view text)
{
    std::string out(text);
    Learnt& all = learnt();
    const std::lock_guard lock(all.mutex);
    for (const Secret& form : all.forms)
        for (std::size_t at = out.find(form.reveal()); at != std::string::npos; at = out.find(form.reveal(), at + 3))
            out.replace(at, form.reveal().size(), "***");
    return out;
}

} // namespace auditorium
