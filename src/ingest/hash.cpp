// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/hash.h"

#include <openssl/evp.h>

#include <array>
#include <memory>

namespace auditorium {

std::string recordHash(std::string_view raw, std::uint32_t part)
{
    static constexpr char hex[] = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const std::string suffix = part > 0 ? "#" + std::to_string(part) : std::string();
    if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1
        || EVP_DigestUpdate(context.get(), raw.data(), raw.size()) != 1
        || EVP_DigestUpdate(context.get(), suffix.data(), suffix.size()) != 1
        || EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1)
        return {};
    std::string text = "sha256:";
    text.reserve(text.size() + 2 * size);
    for (unsigned int i = 0; i < size; ++i) {
        text += hex[digest[i] >> 4];
        text += hex[digest[i] & 15];
    }
    return text;
}

} // namespace auditorium
