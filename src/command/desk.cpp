// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/desk.h"

namespace auditorium {

Result<std::shared_ptr<const ConnectionDesk>> makeDesk(const Arguments& arguments, const std::shared_ptr<const Knowledge>& knowledge)
{
    auto desk = std::make_shared<ConnectionDesk>(defaultLibraryFolders(), knowledge);
    if (!arguments.tokenEnv.empty() || !arguments.tokenFile.empty()) {
        auto given = givenSecret(arguments.tokenEnv, arguments.tokenFile);
        if (!given)
            return given.error();
        desk->setGivenSecrets(std::move(*given));
    }
    if (!arguments.passphraseEnv.empty() || !arguments.passphraseFile.empty()) {
        const auto given = givenSecret(arguments.passphraseEnv, arguments.passphraseFile);
        if (!given)
            return given.error();
        const auto passphrase = (*given)->read({}, "passphrase");
        if (!passphrase)
            return passphrase.error();
        if (Status status = desk->unlockSecrets(passphrase->value_or(Secret())); !status)
            return status.error();
    }
    return std::shared_ptr<const ConnectionDesk>(std::move(desk));
}

} // namespace auditorium
