/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "trap_call.h"

#include <unistd.h>

#if defined __x86_64__

__asm__(
    ".text\n"
    ".globl trap_call, trap_call_return\n"
    ".type trap_call, @function\n"
    "trap_call:\n"
    "  mov %rdi, %rax\n"
    "  mov %rsi, %r11\n"
    "  mov 0(%r11), %rdi\n"
    "  mov 8(%r11), %rsi\n"
    "  mov 16(%r11), %rdx\n"
    "  mov 24(%r11), %r10\n"
    "  mov 32(%r11), %r8\n"
    "  mov 40(%r11), %r9\n"
    "  syscall\n"
    "trap_call_return:\n"
    "  ret\n"
    ".size trap_call, .-trap_call\n");

#elif defined __aarch64__

__asm__(
    ".text\n"
    ".globl trap_call, trap_call_return\n"
    ".type trap_call, %function\n"
    "trap_call:\n"
    "  mov x8, x0\n"
    "  mov x9, x1\n"
    "  ldp x0, x1, [x9]\n"
    "  ldp x2, x3, [x9, #16]\n"
    "  ldp x4, x5, [x9, #32]\n"
    "  svc #0\n"
    "trap_call_return:\n"
    "  ret\n"
    ".size trap_call, .-trap_call\n");

#else

const char trap_call_return[1];

long trap_call(long number, const uintptr_t *a)
{
  return syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

#endif
