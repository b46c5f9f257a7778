/* SPDX-License-Identifier: Apache-2.0
 *
 * A program that installs a filter of system calls is killed for ours. So room is taken before it does: prctl() and
 * syscall(), by which libraries do it, are looked at on their way. Both are left by a jump, so that whoever they
 * return to, twice even, returns to its caller.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/prctl.h>
#include <sys/syscall.h>

#include "log.h"

#define EXPORT __attribute__((visibility("default")))

typedef int (*control)(int, unsigned long, unsigned long, unsigned long, unsigned long);

/* As the ABI of each of our machines passes the arguments of the variadic one, too. */
EXPORT int prctl(int option, unsigned long a, unsigned long b, unsigned long c, unsigned long d)
{
  static control next;
  if (!next) next = (control)dlsym(RTLD_NEXT, "prctl");
  if (option == PR_SET_SECCOMP) log_freeze();
  return next(option, a, b, c, d);
}

#if defined __x86_64__

__attribute__((used)) static void *seccomp_next;
__attribute__((used)) static void find_syscall(void) { seccomp_next = dlsym(RTLD_NEXT, "syscall"); }
__attribute__((used)) static void freeze_log(void) { log_freeze(); }

#define SAVE "push %rdi\n push %rsi\n push %rdx\n push %rcx\n push %r8\n push %r9\n push %rax\n"
#define RESTORE "pop %rax\n pop %r9\n pop %r8\n pop %rcx\n pop %rdx\n pop %rsi\n pop %rdi\n"

__asm__(".text\n"
        ".globl syscall\n"
        ".type syscall, @function\n"
        "syscall:\n"
        " cmpq $0, seccomp_next(%rip)\n"
        " jne 1f\n" SAVE " call find_syscall\n" RESTORE
        "1: cmpq $317, %rdi\n" /* SYS_seccomp */
        " jne 2f\n" SAVE " call freeze_log\n" RESTORE
        "2: jmp *seccomp_next(%rip)\n"
        ".size syscall, . - syscall\n");

_Static_assert(SYS_seccomp == 317, "the number above");

#endif
