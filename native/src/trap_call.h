/* SPDX-License-Identifier: Apache-2.0 */
/* The one system call instruction that the filter lets through, and the registers of a system call. */
#ifndef TRAP_CALL_H
#define TRAP_CALL_H

#include <linux/audit.h>
#include <stdint.h>
#include <ucontext.h>

long trap_call(long number, const uintptr_t *six_arguments);
extern const char trap_call_return[]; /* the address after the instruction */

#if defined __x86_64__

#define TRAP_ARCH AUDIT_ARCH_X86_64

static inline void trap_arguments(const void *context, uintptr_t *arguments)
{
  const greg_t *r = ((const ucontext_t *)context)->uc_mcontext.gregs;
  const int order[] = {REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8, REG_R9};
  for (int i = 0; i < 6; i++) arguments[i] = (uintptr_t)r[order[i]];
}

static inline void trap_return(void *context, long result)
{
  ((ucontext_t *)context)->uc_mcontext.gregs[REG_RAX] = result;
}

#elif defined __aarch64__

#define TRAP_ARCH AUDIT_ARCH_AARCH64

static inline void trap_arguments(const void *context, uintptr_t *arguments)
{
  for (int i = 0; i < 6; i++) arguments[i] = ((const ucontext_t *)context)->uc_mcontext.regs[i];
}

static inline void trap_return(void *context, long result)
{
  ((ucontext_t *)context)->uc_mcontext.regs[0] = (uint64_t)result;
}

#else

#define TRAP_ARCH 0 /* none: trap_install refuses */

static inline void trap_arguments(const void *context, uintptr_t *arguments)
{
  (void)context;
  for (int i = 0; i < 6; i++) arguments[i] = 0;
}

static inline void trap_return(void *context, long result)
{
  (void)context;
  (void)result;
}

#endif
#endif
