// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/auth_oauth.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace auditorium {
namespace {

struct OpenSslFree {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Bio = std::unique_ptr<BIO, OpenSslFree>;
using Key = std::unique_ptr<EVP_PKEY, OpenSslFree>;
using Digest = std::unique_ptr<EVP_MD_CTX, OpenSslFree>;

int noPassphrase(char*, int, int, void*) { return 0; } // else OpenSSL asks at the terminal

void appendClaim(std::string& out, std::string_view name, const std::string& value)
{
    if (value.empty())
        return;
    if (out.size() > 1)
        out += ',';
    appendQuotedJson(out, name);
    out += ':';
    appendQuotedJson(out, value);
}

} // namespace

Result<Secret> signedAssertion(const Secret& key, std::string issuer, const std::string& subject,
    const std::string& audience, const std::string& scopes, std::int64_t nowSeconds)
{
    Secret pem = key;
    std::string keyId;
    if (const auto tree = parseJsonTree(key.reveal()); tree && tree->kind == TokenKind::Object) {
        const auto text = [&](std::string_view name) {
            const JsonTree* const member = tree->find(name);
            return member ? member->text : std::string();
        };
        pem = Secret(text("private_key"));
        issuer = text("client_email");
        keyId = text("private_key_id");
        learnSecret(pem);
    }
    const Bio bio(BIO_new_mem_buf(pem.reveal().data(), static_cast<int>(pem.reveal().size())));
    const Key parsed(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, nullptr) : nullptr);
    if (!parsed || EVP_PKEY_get_base_id(parsed.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(parsed.get()) < 2048
        || issuer.empty())
        return Error{"auth.missing",
            "The private key cannot be used: give the service account's JSON key, or an RSA key of 2048 bits or more "
            "in PEM and the client id."};

    std::string header = "{", claims = "{";
    appendClaim(header, "alg", "RS256");
    appendClaim(header, "typ", "JWT");
    appendClaim(header, "kid", keyId);
    appendClaim(claims, "iss", issuer);
    appendClaim(claims, "sub", subject);
    appendClaim(claims, "aud", audience);
    appendClaim(claims, "scope", scopes);
    claims += ",\"iat\":" + std::to_string(nowSeconds) + ",\"exp\":" + std::to_string(nowSeconds + 3600) + "}";
    const std::string text = base64Url(header + "}") + "." + base64Url(claims);

    const Digest digest(EVP_MD_CTX_new());
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    std::string signature;
    bool good = digest && EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, parsed.get()) == 1
        && EVP_DigestSign(digest.get(), nullptr, &size, bytes, text.size()) == 1;
    signature.resize(size);
    good = good
        && EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, text.size())
            == 1;
    if (!good)
        return Error{"auth.missing", "The private key cannot sign."};
    signature.resize(size);
    Secret assertion(text + "." + base64Url(signature));
    learnSecret(assertion);
    return assertion;
}

} // namespace auditorium
