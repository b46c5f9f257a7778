/* SPDX-License-Identifier: Apache-2.0
 *
 * Preloaded by `rmalloc predict` behind a malloc library: says in which file the malloc of each program lies that a process
 * turns into, and which files are loaded with it: a line each, parted by tabs, in the file that RMALLOC_WHICH names and that
 * is there already. The dynamic linker only warns of a library that it cannot load, and a program may define a malloc of its own.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of all that is loaded, in the order in which the linker looks, the first behind the program that has a malloc. */
static const char *behind_the_program(void)
{
  void *program = dlopen(NULL, RTLD_LAZY);
  struct link_map *map = NULL;
  if (!program || dlinfo(program, RTLD_DI_LINKMAP, &map)) return NULL;
  for (map = map->l_next; map; map = map->l_next) {
    Dl_info where;
    void *library = map->l_name[0] ? dlopen(map->l_name, RTLD_LAZY | RTLD_NOLOAD) : NULL;
    void *found = library ? dlsym(library, "malloc") : NULL; /* of it, or of what it needs */
    if (found && dladdr(found, &where) && (ElfW(Addr))where.dli_fbase == map->l_addr) return where.dli_fname;
  }
  return NULL;
}

/* A program with fixed addresses that takes malloc's has a stub whose address passes for malloc's everywhere. */
static const char *file_of_malloc(void)
{
  Dl_info where;
  const ElfW(Sym) *symbol = NULL;
  void *found = dlsym(RTLD_DEFAULT, "malloc");
  if (!found || !dladdr1(found, &where, (void **)&symbol, RTLD_DL_SYMENT)) return NULL;
  return symbol && symbol->st_shndx == SHN_UNDEF ? behind_the_program() : where.dli_fname;
}

static char line[1 << 16]; /* of a program with more libraries than fit in here, the rest is left out */
static size_t length;

static void add(const char *part, char end)
{
  size_t more = strlen(part);
  if (length + more + 2 > sizeof line) return;
  memcpy(line + length, part, more);
  length += more;
  line[length++] = end;
}

static void add_loaded(void)
{
  void *program = dlopen(NULL, RTLD_LAZY);
  struct link_map *map = NULL;
  if (!program || dlinfo(program, RTLD_DI_LINKMAP, &map)) return;
  for (; map; map = map->l_next)
    if (map->l_name[0] == '/') add(map->l_name, '\t');
}

__attribute__((constructor)) static void say(void)
{
  const char *name = getenv("RMALLOC_WHICH");
  const char *library = name ? file_of_malloc() : NULL;
  int file = library ? open(name, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;
  if (file < 0) return;
  add(library, '\t');
  add_loaded();
  line[length - 1] = '\n';
  if (write(file, line, length) < 0) length = 0; /* nobody can be notified */
  close(file);
}
