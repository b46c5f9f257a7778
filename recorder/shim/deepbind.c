/* SPDX-License-Identifier: Apache-2.0
 *
 * A library that is opened with RTLD_DEEPBIND looks for malloc in what it needs itself, which is libc, before it looks
 * at what was preloaded. So its references are turned to us once it is open. What its constructors did before went
 * past us.
 */
#define _GNU_SOURCE
#include "deepbind.h"

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <link.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

#if defined __x86_64__
enum { SLOT = R_X86_64_JUMP_SLOT, DATA = R_X86_64_GLOB_DAT, ABSOLUTE = R_X86_64_64 };
#elif defined __aarch64__
enum { SLOT = R_AARCH64_JUMP_SLOT, DATA = R_AARCH64_GLOB_DAT, ABSOLUTE = R_AARCH64_ABS64 };
#else
enum { SLOT = -1, DATA = -2, ABSOLUTE = -3 };
#endif

/* What a library's dynamic section says of its references. */
struct references {
  const Elf64_Sym *symbols;
  const char *names;
  const Elf64_Rela *of_calls, *of_data;
  size_t calls, data;
};

/* The library that is being worked on. */
static uintptr_t read_only_from, read_only_to;
static uintptr_t loaded_from, loaded_to;
static int is_new;

static int known;     /* libraries that were there before the last one was opened with RTLD_DEEPBIND */
static int looked_at; /* in this pass */

static void store(uintptr_t *where, uintptr_t value)
{
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t at = (uintptr_t)where & ~(page - 1);
  int protected = (uintptr_t)where >= read_only_from && (uintptr_t)where < read_only_to;
  if (protected && mprotect((void *)at, page, PROT_READ | PROT_WRITE) != 0) return;
  __atomic_store_n(where, value, __ATOMIC_RELEASE);
  if (protected) mprotect((void *)at, page, PROT_READ);
}

static void turn(const struct dl_phdr_info *library, const struct references *all, const Elf64_Rela *reference)
{
  unsigned type = ELF64_R_TYPE(reference->r_info);
  if (type != SLOT && type != DATA && type != ABSOLUTE) return;
  if (type == ABSOLUTE && reference->r_addend) return;
  const char *name = all->names + all->symbols[ELF64_R_SYM(reference->r_info)].st_name;
  uintptr_t *where = (uintptr_t *)(library->dlpi_addr + reference->r_offset);
  /* A call that is not bound yet leads back into the library, and from there to the dynamic linker. */
  int is_unbound = is_new && type == SLOT && *where >= loaded_from && *where < loaded_to;
  if (is_unbound && all->symbols[ELF64_R_SYM(reference->r_info)].st_shndx != SHN_UNDEF) return;
  uintptr_t ours = deepbind_ours(name, *where, is_unbound);
  if (ours && *where != ours) store(where, ours);
}

/* Where a table is: the dynamic linker has made addresses of the offsets, but not in every library. */
static uintptr_t table(const struct dl_phdr_info *library, uintptr_t value)
{
  return value < library->dlpi_addr ? library->dlpi_addr + value : value;
}

static int look_at(struct dl_phdr_info *library, size_t size, void *unused)
{
  struct references all = {0};
  const Elf64_Dyn *entry = NULL;
  (void)size, (void)unused;
  read_only_from = read_only_to = 0;
  loaded_from = ~(uintptr_t)0;
  loaded_to = 0;
  is_new = looked_at++ >= known;
  for (int i = 0; i < library->dlpi_phnum; i++) {
    const Elf64_Phdr *segment = &library->dlpi_phdr[i];
    uintptr_t start = library->dlpi_addr + segment->p_vaddr;
    if (segment->p_type == PT_DYNAMIC) entry = (const Elf64_Dyn *)start;
    if (segment->p_type == PT_GNU_RELRO) {
      read_only_from = start;
      read_only_to = start + segment->p_memsz;
    }
    if (segment->p_type != PT_LOAD) continue;
    if (start < loaded_from) loaded_from = start;
    if (start + segment->p_memsz > loaded_to) loaded_to = start + segment->p_memsz;
  }
  if ((uintptr_t)look_at >= loaded_from && (uintptr_t)look_at < loaded_to) return 0; /* ourselves */
  for (; entry && entry->d_tag != DT_NULL; entry++) {
    uintptr_t address = table(library, entry->d_un.d_ptr);
    if (entry->d_tag == DT_SYMTAB) all.symbols = (const Elf64_Sym *)address;
    if (entry->d_tag == DT_STRTAB) all.names = (const char *)address;
    if (entry->d_tag == DT_JMPREL) all.of_calls = (const Elf64_Rela *)address;
    if (entry->d_tag == DT_RELA) all.of_data = (const Elf64_Rela *)address;
    if (entry->d_tag == DT_PLTRELSZ) all.calls = entry->d_un.d_val / sizeof *all.of_calls;
    if (entry->d_tag == DT_RELASZ) all.data = entry->d_un.d_val / sizeof *all.of_data;
  }
  if (!all.symbols || !all.names) return 0;
  for (size_t i = 0; all.of_calls && i < all.calls; i++) turn(library, &all, &all.of_calls[i]);
  for (size_t i = 0; all.of_data && i < all.data; i++) turn(library, &all, &all.of_data[i]);
  return 0;
}

static int count(struct dl_phdr_info *library, size_t size, void *sum)
{
  (void)library, (void)size;
  ++*(int *)sum;
  return 0;
}

static int is_pending;

static void prepare(void)
{
  known = 0;
  dl_iterate_phdr(count, &known);
  is_pending = 1;
}

static void turn_all(void)
{
  int error = errno;
  is_pending = 0;
  looked_at = 0;
  dl_iterate_phdr(look_at, NULL);
  errno = error;
}

typedef void *(*open_library)(const char *, int);
typedef void *(*find_symbol)(void *, const char *);

/* Whoever opens a library by a name without a path, or with $ORIGIN in it, is asked by the linker for its own place: the
 * call is handed on by a jump then, so that it still comes from there, and the references are turned at the next look-up. */
EXPORT void *dlopen(const char *file, int flags)
{
  static open_library next;
  if (!next) next = (open_library)deepbind_next("dlopen");
  if (!(flags & RTLD_DEEPBIND)) return next(file, flags);
  if (!is_pending) prepare();
  if (!file || !strchr(file, '/') || strchr(file, '$')) return next(file, flags);
  void *library = next(file, flags);
  turn_all();
  return library;
}

static find_symbol next_find;

EXPORT void *dlsym(void *library, const char *name)
{
  if (!next_find) next_find = (find_symbol)deepbind_next("dlsym");
  if (is_pending) turn_all();
  return next_find(library, name);
}
