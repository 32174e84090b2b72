// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The words that audit logs name their fields with: what the generic mapping knows. Tables only; how they
/// count is generic_score's.
namespace auditorium {

/// What a container, or the first words of a field's name, say that the field is about.
enum class Role : std::uint8_t {
    None,
    Event,   ///< the record itself and what merely wraps it
    Actor,   ///< who did it, said plainly
    User,    ///< a person; the actor unless another is named
    Account, ///< a person or a workspace
    Subject, ///< a person or a target
    Target,  ///< on what, said plainly
    Thing,   ///< something that can be a target
    Workspace,
    Software, ///< what the actor used
    Client,   ///< where and with what the actor came: "client.ip", "client.name"
    Net,      ///< where the actor came from
    Far,      ///< the other end
    Session,
    Detail,
    Change, ///< old and new values
    Body,   ///< of a request or response: anything may be in it
    Action,
    Result,
    Category,
    Time,
    Unknown,
};

/// What a field's last words say that its value is.
enum class Attribute : std::uint8_t {
    None,
    Bare, ///< nothing more: "actor", "value"
    Email,
    UserName,
    Name,
    Id,
    Path,
    Type,
    Code,
    Ip,
    Time,
    TimeOfDay,
    Software,
    Action,
    Category,
    Outcome,
    Inverted, ///< true means failure
    Error,    ///< anything means failure
    Message,
    Summary, ///< a name in a container, a message in the record
    Title,
    EventId,
    Part, ///< of a person's name and the like: nothing by itself
};

struct RoleWord {
    Role role = Role::None;
    int strength = 0;
};
struct AttributeWord {
    Attribute attribute = Attribute::None;
    int strength = 0;
};

/// Names are lower case, letters and digits only ("useridentity").
std::optional<RoleWord> roleOfName(std::string_view name);
std::optional<AttributeWord> attributeOfName(std::string_view name);

/// Cuts a key into lower-case words at anything but letters and digits and at camelCase:
/// "sourceIPAddress" -> source ip address.
void splitWords(std::string_view key, std::vector<std::string>& words);

} // namespace auditorium
