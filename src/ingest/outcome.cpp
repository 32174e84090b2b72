// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/outcome.h"

#include "event/text.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace auditorium {
namespace {

constexpr std::string_view successText = "success";
constexpr std::string_view failureText = "failure";

constexpr std::string_view successWords[] = {"accept", "accepted", "allow", "allowed", "approved", "authenticated",
    "authorized", "complete", "completed", "delivered", "done", "erfolg", "erfolgreich", "executed", "exitoso",
    "finished", "geslaagd", "good", "grant", "granted", "ok", "okay", "partially_succeeded", "partiallysucceeded",
    "pass", "passed", "permit", "permitted", "resolved", "riuscito", "réussi", "réussite", "s", "succeed", "succeeded",
    "success", "successful", "successfully", "successo", "succès", "sucesso", "true", "valid", "yes", "éxito"};

constexpr std::string_view failureWords[] = {"abgelehnt", "abort", "aborted", "bad", "block", "blocked", "canceled",
    "cancelled", "challenge_failed", "crashed", "critical", "denied", "deny", "disallowed", "err", "error", "exception",
    "expired", "f", "fail", "failed", "failure", "falha", "fallido", "fallito", "fallo", "false", "fehler",
    "fehlgeschlagen", "forbid", "forbidden", "fraud", "gescheitert", "incorrect", "invalid", "mislukt", "no", "not_ok",
    "notok", "prevented", "quarantined", "rechazado", "refused", "refusé", "reject", "rejected", "timed_out", "timeout",
    "unauthenticated", "unauthorised", "unauthorized", "unsuccessful", "verweigert", "échec", "échoué"};

static_assert(std::is_sorted(std::begin(successWords), std::end(successWords)));
static_assert(std::is_sorted(std::begin(failureWords), std::end(failureWords)));

template <std::size_t Count>
bool isOneOf(const std::string_view (&words)[Count], std::string_view lower)
{
    return std::find(std::begin(words), std::end(words), lower) != std::end(words);
}

/// HTTP's three digits.
std::string_view ofStatusCode(std::string_view digits)
{
    if (digits.size() != 3 || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    return digits[0] == '2' || digits[0] == '3' ? successText
        : digits[0] == '4' || digits[0] == '5'  ? failureText
                                                : std::string_view();
}

std::string_view ofWord(std::string_view lower)
{
    return std::binary_search(std::begin(successWords), std::end(successWords), lower) ? successText
        : std::binary_search(std::begin(failureWords), std::end(failureWords), lower)  ? failureText
                                                                                       : std::string_view();
}

/// Lower case into a buffer; too long for any word is nothing.
std::string_view lowered(std::string_view text, std::array<char, 24>& buffer)
{
    if (text.empty() || text.size() > buffer.size())
        return {};
    std::transform(text.begin(), text.end(), buffer.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == ' ' || c == '-' ? '_' : c;
    });
    return {buffer.data(), text.size()};
}

} // namespace

std::string_view outcomeOf(std::string_view value)
{
    value = trimmed(value);
    while (!value.empty() && (value.back() == '.' || value.back() == '!'))
        value.remove_suffix(1);
    if (const auto status = ofStatusCode(value); !status.empty())
        return status;
    if (value.size() > 4 && value[3] == ' ') // "403 Forbidden"
        if (const auto status = ofStatusCode(value.substr(0, 3)); !status.empty())
            return status;
    std::array<char, 24> buffer{};
    const std::string_view lower = lowered(value, buffer);
    if (const auto word = ofWord(lower); !word.empty())
        return word;
    const std::size_t cut = lower.find_first_of(":,;_(/"); // "failure: bad password", "Success (MFA)", "FAILED_LOGIN"
    if (cut == std::string_view::npos) {
        const std::size_t end = value.find_first_of(":,;(");
        return end == std::string_view::npos || end > 16 ? std::string_view()
                                                         : ofWord(lowered(trimmed(value.substr(0, end)), buffer));
    }
    std::string_view first = lower.substr(0, cut);
    return first == "no" || first == "s" || first == "f" ? std::string_view() : ofWord(first);
}

bool isPlainOutcome(std::string_view value)
{
    static constexpr std::string_view words[] = {"success", "succeeded", "successful", "failure", "failed", "denied"};
    return std::any_of(
        std::begin(words), std::end(words), [&](std::string_view word) { return equalsIgnoreAsciiCase(word, value); });
}

std::string_view outcomeOfAction(std::string_view action)
{
    static constexpr std::string_view good[] = {"success", "succeeded", "successful"};
    static constexpr std::string_view ill[] = {
        "failed", "failure", "fail", "denied", "rejected", "blocked", "error", "unsuccessful"};
    const auto isBreak = [](char c) { return c == '.' || c == '_' || c == '-' || c == ' ' || c == ':' || c == '/'; };
    const auto startsWord = [&](std::size_t at) { // a capital behind a small letter
        return action[at] >= 'A' && action[at] <= 'Z' && at > 0 && action[at - 1] >= 'a' && action[at - 1] <= 'z';
    };
    std::size_t begin = action.size();
    while (begin > 0 && !isBreak(action[begin - 1])) {
        --begin;
        if (startsWord(begin))
            break;
    }
    std::size_t end = 0;
    while (end < action.size() && !isBreak(action[end]) && !startsWord(end))
        ++end;
    std::array<char, 24> buffer{};
    const std::string_view last = lowered(action.substr(begin), buffer);
    if (isOneOf(good, last))
        return successText;
    if (isOneOf(ill, last))
        return failureText;
    const std::string_view first = lowered(action.substr(0, end), buffer);
    return first == "failed" || first == "denied" || first == "unsuccessful" ? failureText
        : first == "successful"                                              ? successText
                                                                             : std::string_view();
}

} // namespace auditorium
