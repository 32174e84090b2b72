// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/guardedmap.h"

#include <csetjmp>
#include <csignal>
#include <sys/mman.h>

namespace auditorium {

namespace {

/// What the thread is looking at.
struct Guard {
    sigjmp_buf leave;
    const char* begin = nullptr;
    const char* end = nullptr;
};

// Initial-exec: reaching it from a signal handler must not allocate.
__attribute__((tls_model("initial-exec"))) thread_local Guard* volatile guard = nullptr;
struct sigaction before = {};

void onBusError(int number, siginfo_t* info, void* context)
{
    Guard* const looking = guard;
    const auto* const place = static_cast<const char*>(info->si_addr);
    if (looking && info->si_code > 0 && place >= looking->begin && place < looking->end) {
        guard = nullptr;
        siglongjmp(looking->leave, 1);
    }
    if (before.sa_flags & SA_SIGINFO) {
        before.sa_sigaction(number, info, context);
    } else if (before.sa_handler == SIG_DFL || before.sa_handler == SIG_IGN) {
        // Nobody to ask: let what was done fail again and take its usual course.
        struct sigaction usual = {};
        usual.sa_handler = SIG_DFL;
        ::sigaction(SIGBUS, &usual, nullptr);
        if (info->si_code <= 0) // sent by somebody rather than met
            ::raise(SIGBUS);
    } else {
        before.sa_handler(number);
    }
}

bool install()
{
    struct sigaction action = {};
    action.sa_sigaction = onBusError;
    // SA_NODEFER: the handler is left by a jump, after which the signal must not stay blocked.
    action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    return ::sigaction(SIGBUS, &action, &before) == 0;
}

/// Whether a fault of this thread would come to our handler.
bool isGuarded()
{
    struct sigaction now = {};
    sigset_t blocked;
    return ::sigaction(SIGBUS, nullptr, &now) == 0 && (now.sa_flags & SA_SIGINFO) && now.sa_sigaction == onBusError
        && ::pthread_sigmask(SIG_BLOCK, nullptr, &blocked) == 0 && !sigismember(&blocked, SIGBUS);
}

} // namespace

std::unique_ptr<GuardedMap> GuardedMap::make(int fd, std::uint64_t size)
{
    static const bool installed = install();
    if (!installed || size == 0)
        return nullptr;
    void* const bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED)
        return nullptr;
    return std::unique_ptr<GuardedMap>(new GuardedMap(static_cast<const char*>(bytes), size));
}

GuardedMap::~GuardedMap() { ::munmap(const_cast<char*>(m_bytes), m_size); }

bool GuardedMap::look(std::uint64_t offset, std::uint64_t length, ByteLook function, void* context) const
{
    if (offset > m_size || length > m_size - offset || !isGuarded())
        return false;
    Guard here;
    here.begin = m_bytes + offset;
    here.end = here.begin + length;
    if (sigsetjmp(here.leave, 0) != 0)
        return false;
    guard = &here;
    function({here.begin, static_cast<std::size_t>(length)}, context);
    guard = nullptr;
    return true;
}

} // namespace auditorium
