// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
//
// The file: "AUDSEC01", salt (16), check (16), nonce (12), tag (16), then the secrets encrypted. scrypt makes 48 bytes of the passphrase: the
// key and the check, which tells a wrong passphrase from a damaged file. All in front of the tag is authenticated too.

#include "connect/secrets.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <map>
#include <mutex>

namespace auditorium {
namespace {

constexpr std::string_view magic = "AUDSEC01";
constexpr std::size_t saltBytes = 16, checkBytes = 16, nonceBytes = 12, tagBytes = 16, keyBytes = 32;
constexpr std::size_t headBytes = 8 + saltBytes + checkBytes + nonceBytes;
constexpr std::size_t maxFileBytes = std::size_t{16} << 20;
constexpr std::uint64_t scryptN = 1 << 15, scryptR = 8, scryptP = 1, scryptMemory = std::uint64_t{64} << 20;

using Secrets = std::map<std::pair<std::string, std::string>, Secret>;

unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

struct CipherFree {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, CipherFree>;

struct Descriptor {
    explicit Descriptor(int number)
        : fd(number)
    {
    }
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int fd;
};

Error fileError(const std::string& path, std::string_view why)
{
    return {"secret.file", "The file of secrets " + path + " " + std::string(why)};
}

void appendText(std::string& out, std::string_view text)
{
    for (int shift = 0; shift < 32; shift += 8)
        out += static_cast<char>((text.size() >> shift) & 0xff);
    out += text;
}

bool takeText(std::string_view& from, std::string& text)
{
    if (from.size() < 4)
        return false;
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i)
        size |= std::size_t{static_cast<unsigned char>(from[i])} << (8 * i);
    if (from.size() - 4 < size)
        return false;
    text = from.substr(4, size);
    from.remove_prefix(4 + size);
    return true;
}

class EncryptedSecrets : public SecretStore {
public:
    EncryptedSecrets(std::string path, const Secret& passphrase)
        : m_path(std::move(path))
        , m_passphrase(passphrase)
    {
    }

    Result<std::optional<Secret>> read(const std::string& connection, const std::string& key) override
    {
        const std::lock_guard lock(m_mutex);
        auto all = load();
        if (!all)
            return all.error();
        const auto found = all->find({connection, key});
        if (found == all->end())
            return std::optional<Secret>();
        learnSecret(found->second);
        return std::optional(found->second);
    }
    Status write(const std::string& connection, const std::string& key, const Secret& secret) override
    {
        learnSecret(secret);
        return change([&](Secrets& all) { all[{connection, key}] = secret; });
    }
    Status remove(const std::string& connection) override
    {
        return change([&](Secrets& all) {
            std::erase_if(all, [&](const auto& entry) { return entry.first.first == connection; });
        });
    }
    /// Whether the passphrase opens the file; a file that is not there is opened by any.
    Status check()
    {
        const std::lock_guard lock(m_mutex);
        auto all = load();
        return all ? success() : Status(all.error());
    }

private:
    template <class Change>
    Status change(const Change& apply)
    {
        const std::lock_guard lock(m_mutex);
        // Two programs that change the file at once would each lose the other's secrets.
        const Descriptor guard(::open((m_path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        struct ::flock whole = {};
        whole.l_type = F_WRLCK;
        if (guard.fd < 0 || ::fcntl(guard.fd, F_OFD_SETLKW, &whole) != 0)
            return fileError(m_path, "cannot be locked.");
        auto all = load();
        if (!all)
            return all.error();
        apply(*all);
        return store(*all);
    }

    /// The key and the check for a salt; what was made last is kept, for making it takes 0.1 s and 32 MiB by intent.
    bool derive(std::string_view salt)
    {
        if (m_salt == salt)
            return true;
        std::string made(keyBytes + checkBytes, '\0');
        const std::string_view words = m_passphrase.reveal();
        const bool done = EVP_PBE_scrypt(words.data(), words.size(), raw(salt), salt.size(), scryptN, scryptR, scryptP,
                              scryptMemory, raw(made), made.size())
            == 1;
        if (done) {
            m_salt = salt;
            m_key = Secret(made.substr(0, keyBytes));
            m_check = made.substr(keyBytes);
        }
        OPENSSL_cleanse(made.data(), made.size());
        return done;
    }

    Result<std::string> bytes(bool& there) const
    {
        const Descriptor file(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC));
        struct ::stat facts = {};
        there = file.fd >= 0;
        if (!there)
            return errno == ENOENT ? Result<std::string>(std::string()) : fileError(m_path, "cannot be opened.");
        if (::fstat(file.fd, &facts) != 0 || !S_ISREG(facts.st_mode)
            || static_cast<std::size_t>(facts.st_size) > maxFileBytes)
            return fileError(m_path, "is no file of secrets.");
        std::string all(static_cast<std::size_t>(facts.st_size), '\0');
        std::size_t done = 0;
        while (done < all.size()) {
            const ssize_t got = ::read(file.fd, all.data() + done, all.size() - done);
            if (got <= 0)
                return fileError(m_path, "cannot be read.");
            done += static_cast<std::size_t>(got);
        }
        return all;
    }

    Result<Secrets> load()
    {
        bool there = false;
        const auto all = bytes(there);
        if (!all)
            return all.error();
        if (!there)
            return Secrets();
        const std::string_view file = *all;
        if (file.size() < headBytes + tagBytes || !file.starts_with(magic))
            return fileError(m_path, "is no file of secrets.");
        const std::string_view salt = file.substr(magic.size(), saltBytes);
        if (!derive(salt))
            return fileError(m_path, "cannot be opened: there is too little memory.");
        const std::string_view check = file.substr(magic.size() + saltBytes, checkBytes);
        if (CRYPTO_memcmp(check.data(), m_check.data(), checkBytes) != 0)
            return Error{"secret.passphrase", "The passphrase does not open the file of secrets " + m_path + "."};
        return decrypted(file);
    }

    Result<Secrets> decrypted(std::string_view file) const
    {
        const std::string_view head = file.substr(0, headBytes), hidden = file.substr(headBytes + tagBytes);
        std::string tag(file.substr(headBytes, tagBytes)), plain(hidden.size(), '\0');
        const Cipher cipher(EVP_CIPHER_CTX_new());
        int size = 0, rest = 0;
        const bool good = cipher
            && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(m_key.reveal()),
                   raw(head.substr(headBytes - nonceBytes)))
                == 1
            && EVP_DecryptUpdate(cipher.get(), nullptr, &size, raw(head), static_cast<int>(head.size())) == 1
            && EVP_DecryptUpdate(cipher.get(), raw(plain), &size, raw(hidden), static_cast<int>(hidden.size())) == 1
            && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1
            && EVP_DecryptFinal_ex(cipher.get(), raw(plain) + size, &rest) == 1;
        const Secret whole(std::move(plain)); // wiped whatever happens
        std::string_view left = whole.reveal();
        Secrets secrets;
        std::string connection, key, text;
        while (good && !left.empty()) {
            if (!takeText(left, connection) || !takeText(left, key) || !takeText(left, text))
                return fileError(m_path, "is damaged.");
            secrets[{connection, key}] = Secret(std::move(text));
        }
        return good ? Result<Secrets>(std::move(secrets)) : fileError(m_path, "is damaged.");
    }

    Status store(const Secrets& secrets)
    {
        std::string plain;
        for (const auto& [name, secret] : secrets) {
            appendText(plain, name.first);
            appendText(plain, name.second);
            appendText(plain, secret.reveal());
        }
        const Secret whole(std::move(plain));
        std::string salt(saltBytes, '\0'), nonce(nonceBytes, '\0'), tag(tagBytes, '\0'),
            hidden(whole.reveal().size(), '\0');
        if (RAND_bytes(raw(salt), static_cast<int>(saltBytes)) != 1
            || RAND_bytes(raw(nonce), static_cast<int>(nonceBytes)) != 1
            || !derive(m_salt.empty() ? salt : std::string(m_salt)))
            return fileError(m_path, "cannot be encrypted.");
        std::string head = std::string(magic) + m_salt + m_check + nonce;
        const Cipher cipher(EVP_CIPHER_CTX_new());
        int size = 0, rest = 0;
        const bool good = cipher
            && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(m_key.reveal()), raw(nonce)) == 1
            && EVP_EncryptUpdate(
                   cipher.get(), nullptr, &size, raw(std::string_view(head)), static_cast<int>(head.size()))
                == 1
            && EVP_EncryptUpdate(cipher.get(), raw(hidden), &size, raw(whole.reveal()), static_cast<int>(hidden.size()))
                == 1
            && EVP_EncryptFinal_ex(cipher.get(), raw(hidden) + size, &rest) == 1
            && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tagBytes), tag.data()) == 1;
        return good ? replaceFile(head + tag + hidden) : Status(fileError(m_path, "cannot be encrypted."));
    }

    /// Under another name, synced, renamed: it is there whole or not at all.
    Status replaceFile(std::string_view content) const
    {
        const std::string other = m_path + ".new";
        ::unlink(other.c_str());
        bool done = false;
        {
            const Descriptor file(::open(other.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
            std::size_t written = 0;
            while (file.fd >= 0 && written < content.size()) {
                const ssize_t put = ::write(file.fd, content.data() + written, content.size() - written);
                if (put <= 0)
                    break;
                written += static_cast<std::size_t>(put);
            }
            done = file.fd >= 0 && written == content.size() && ::fsync(file.fd) == 0;
        }
        if (!done || ::rename(other.c_str(), m_path.c_str()) != 0) {
            ::unlink(other.c_str());
            return fileError(m_path, "cannot be written.");
        }
        const std::size_t slash = m_path.rfind('/');
        const Descriptor folder(
            ::open(slash == std::string::npos ? "." : m_path.substr(0, slash + 1).c_str(), O_RDONLY | O_CLOEXEC));
        if (folder.fd >= 0)
            ::fsync(folder.fd);
        return success();
    }

    const std::string m_path;
    const Secret m_passphrase;
    std::mutex m_mutex;
    std::string m_salt, m_check;
    Secret m_key;
};

} // namespace

Result<std::shared_ptr<SecretStore>> encryptedSecrets(const std::string& path, const Secret& passphrase)
{
    if (passphrase.isEmpty())
        return Error{"secret.passphrase", "The file of secrets needs a passphrase."};
    learnSecret(passphrase);
    const auto store = std::make_shared<EncryptedSecrets>(path, passphrase);
    if (Status opened = store->check(); !opened)
        return opened.error();
    return std::shared_ptr<SecretStore>(store);
}

} // namespace auditorium
