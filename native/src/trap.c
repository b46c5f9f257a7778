/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "trap.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "trap_call.h"

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

struct mappings trap_mappings;
uint64_t trap_peak_writable;
struct trap_counts trap_counts;

static trap_observer *observe_return, *observe_populate;
static uintptr_t heap_break, page_bytes;

static uintptr_t page_up(uintptr_t address) { return (address + page_bytes - 1) & ~(page_bytes - 1); }

static void set(uintptr_t from, uintptr_t bytes, enum access access)
{
  mappings_set(&trap_mappings, from, from + page_up(bytes), access);
  if (trap_mappings.writable_bytes > trap_peak_writable) trap_peak_writable = trap_mappings.writable_bytes;
}

static enum access access_of(uintptr_t protection) { return protection & PROT_WRITE ? WRITABLE : RESERVED; }

static int failed(long result) { return result < 0 && result > -4096; }

static void about_to_return(void)
{
  trap_counts.returning++;
  observe_return();
}

/* ---- one function a call: watch, make it, note what it did ---- */

static long trapped_mmap(const uintptr_t *a)
{
  /* A mapping at a fixed address throws away what is there. */
  if (a[3] & MAP_FIXED) about_to_return();
  long result = trap_call(SYS_mmap, a);
  if (failed(result)) return result;
  set((uintptr_t)result, a[1], access_of(a[2]));
  if ((a[3] & MAP_TYPE) != MAP_PRIVATE && a[2] & PROT_WRITE) trap_counts.shared++;
  if (a[3] & (MAP_POPULATE | MAP_LOCKED)) observe_populate();
  return result;
}

static long trapped_munmap(const uintptr_t *a)
{
  about_to_return();
  long result = trap_call(SYS_munmap, a);
  if (!failed(result)) set(a[0], a[1], UNMAPPED);
  return result;
}

static long trapped_mremap(const uintptr_t *a)
{
  about_to_return();
  enum access access = mappings_at(&trap_mappings, a[0]);
  long result = trap_call(SYS_mremap, a);
  if (failed(result)) return result;
  if (!(a[3] & 4 /* MREMAP_DONTUNMAP */)) mappings_set(&trap_mappings, a[0], a[0] + page_up(a[1]), UNMAPPED);
  set((uintptr_t)result, a[2], access);
  return result;
}

static long trapped_brk(const uintptr_t *a)
{
  if (a[0] && a[0] < heap_break) about_to_return();
  long result = trap_call(SYS_brk, a);
  uintptr_t from = page_up(heap_break), to = page_up((uintptr_t)result);
  if (to > from) set(from, to - from, WRITABLE);
  if (to < from) set(to, from - to, UNMAPPED);
  heap_break = (uintptr_t)result;
  return result;
}

static long trapped_madvise(const uintptr_t *a)
{
  switch (a[2]) {
    case MADV_DONTNEED:
    case MADV_FREE:
    case MADV_REMOVE: about_to_return(); break;
    default: break;
  }
  long result = trap_call(SYS_madvise, a);
  if (a[2] == MADV_POPULATE_READ || a[2] == MADV_POPULATE_WRITE) observe_populate();
  return result;
}

static long trapped_mprotect(const uintptr_t *a)
{
  long result = trap_call(SYS_mprotect, a);
  if (!failed(result)) set(a[0], a[1], access_of(a[2]));
  return result;
}

static long make(long number, const uintptr_t *a)
{
  trap_counts.calls++;
  switch (number) {
    case SYS_mmap: return trapped_mmap(a);
    case SYS_munmap: return trapped_munmap(a);
    case SYS_mremap: return trapped_mremap(a);
    case SYS_brk: return trapped_brk(a);
    case SYS_madvise: return trapped_madvise(a);
    case SYS_mprotect: return trapped_mprotect(a);
    default: return -ENOSYS;
  }
}

static void on_trap(int signal, siginfo_t *info, void *context)
{
  (void)signal;
  int saved = errno;
  uintptr_t arguments[6];
  trap_arguments(context, arguments);
  trap_return(context, make(info->si_syscall, arguments));
  errno = saved;
}

/* ---- the filter ---- */

static int install_filter(void)
{
  uint64_t own = (uint64_t)(uintptr_t)trap_call_return;
#define LOAD(field, plus) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field) + (plus))
#define UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define WHEN(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (skip), 0)
  struct sock_filter steps[] = {
      LOAD(arch, 0),
      UNLESS(TRAP_ARCH, 11),
      LOAD(instruction_pointer, 0),
      UNLESS((uint32_t)own, 2),
      LOAD(instruction_pointer, 4),
      WHEN((uint32_t)(own >> 32), 7),
      LOAD(nr, 0),
      WHEN(SYS_mmap, 6),
      WHEN(SYS_munmap, 5),
      WHEN(SYS_mremap, 4),
      WHEN(SYS_brk, 3),
      WHEN(SYS_madvise, 2),
      WHEN(SYS_mprotect, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
  };
  struct sock_fprog program = {sizeof steps / sizeof *steps, steps};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return 0;
  /* Threads that the library started before are to be seen too. */
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

int trap_install(trap_observer *before_return, trap_observer *after_populate)
{
  observe_return = before_return;
  observe_populate = after_populate;
  struct sigaction action = {.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO | SA_NODEFER};
  return TRAP_ARCH && !sigaction(SIGSYS, &action, NULL) && install_filter();
}

/* ---- what is mapped, as the kernel says ---- */

/* A line of /proc/self/maps: `55d0c0a00000-55d0c0a21000 rw-p …`. */
static void add_line(char *line)
{
  char *at;
  uintptr_t from = strtoull(line, &at, 16);
  if (*at != '-') return;
  uintptr_t to = strtoull(at + 1, &at, 16);
  if (*at == ' ' && from < to && at[4] == 'p') set(from, to - from, at[2] == 'w' ? WRITABLE : RESERVED);
}

/* The file is read a piece at a time; a line may be cut by its end, and its rest is moved to the front. */
static int read_maps(int fd)
{
  static char text[1 << 16];
  size_t held = 0;
  ssize_t count;
  while ((count = read(fd, text + held, sizeof text - 1 - held)) > 0) {
    held += (size_t)count;
    text[held] = 0;
    char *line = text, *end;
    while ((end = strchr(line, '\n'))) {
      *end = 0;
      add_line(line);
      line = end + 1;
    }
    held -= (size_t)(line - text);
    memmove(text, line, held);
  }
  return count == 0;
}

int trap_look(void)
{
  trap_mappings.count = 0;
  trap_mappings.writable_bytes = trap_mappings.reserved_bytes = 0;
  int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  int read_all = read_maps(fd);
  close(fd);
  return read_all;
}

int trap_begin(void)
{
  page_bytes = (uintptr_t)sysconf(_SC_PAGESIZE);
  mappings_init(&trap_mappings);
  int read_all = trap_look();
  heap_break = (uintptr_t)syscall(SYS_brk, 0);
  trap_peak_writable = trap_mappings.writable_bytes;
  return read_all;
}
