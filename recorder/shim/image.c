/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "image.h"

#include <elf.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { HEAD = 1024, NAME = 512 }; /* a thread's stack may be small */

static int is_set_id(const char *path)
{
  struct stat st;
  char capability[64];
  if (stat(path, &st) != 0) return 0;
  if ((st.st_mode & S_ISUID) && st.st_uid != geteuid()) return 1;
  if ((st.st_mode & S_ISGID) && (st.st_mode & S_IXGRP) && st.st_gid != getegid()) return 1;
  return geteuid() != 0 && getxattr(path, "security.capability", capability, sizeof capability) > 0;
}

static ssize_t read_head(const char *path, char *head)
{
  int opened = open(path, O_RDONLY | O_CLOEXEC);
  if (opened < 0) return -1;
  ssize_t got = read(opened, head, HEAD - 1);
  close(opened);
  head[got < 0 ? 0 : got] = 0;
  return got;
}

/* ---- what an ELF file says of itself ---- */

static int read_at(int file, void *to, size_t bytes, uint64_t from) { return pread(file, to, bytes, (off_t)from) == (ssize_t)bytes; }

/* The first segment of a type, or, for PT_LOAD, the one that an address is in. 0: there is none. */
static int find_segment(int file, const Elf64_Ehdr *header, uint32_t type, uint64_t address, Elf64_Phdr *found)
{
  for (int i = 0; i < header->e_phnum; i++) {
    if (!read_at(file, found, sizeof *found, header->e_phoff + (uint64_t)i * header->e_phentsize)) return 0;
    if (found->p_type == type && (type != PT_LOAD || address - found->p_vaddr < found->p_filesz)) return 1;
  }
  return 0;
}

/* Where the names of its dynamic symbols are in the file; returns how many bytes. */
static uint64_t find_names(int file, const Elf64_Ehdr *header, uint64_t *at)
{
  Elf64_Phdr dynamic, load;
  uint64_t address = 0, bytes = 0;
  if (!find_segment(file, header, PT_DYNAMIC, 0, &dynamic)) return 0;
  for (uint64_t offset = 0; offset + sizeof(Elf64_Dyn) <= dynamic.p_filesz; offset += sizeof(Elf64_Dyn)) {
    Elf64_Dyn entry;
    if (!read_at(file, &entry, sizeof entry, dynamic.p_offset + offset) || entry.d_tag == DT_NULL) break;
    if (entry.d_tag == DT_STRTAB) address = entry.d_un.d_ptr;
    if (entry.d_tag == DT_STRSZ) bytes = entry.d_un.d_val;
  }
  if (!find_segment(file, header, PT_LOAD, address, &load)) return 0;
  *at = load.p_offset + (address - load.p_vaddr);
  return bytes;
}

/* Each sanitizer has a function of such a name, which every program that is built with it calls. */
static int is_sanitized(int file, const Elf64_Ehdr *header)
{
  static const char *const functions[] = {"__asan_init", "__hwasan_init", "__tsan_init", "__msan_init", "__lsan_init"};
  enum { FUNCTIONS = sizeof functions / sizeof *functions, OVERLAP = 16 };
  char names[HEAD];
  uint64_t at = 0, bytes = find_names(file, header, &at);
  for (uint64_t from = 0; from < bytes; from += HEAD - OVERLAP) {
    ssize_t got = pread(file, names, bytes - from < HEAD ? bytes - from : HEAD, (off_t)(at + from));
    for (int i = 0; got > 0 && i < FUNCTIONS; i++)
      if (memmem(names, (size_t)got, functions[i], strlen(functions[i]))) return 1;
  }
  return 0;
}

static enum image elf(int file)
{
  Elf64_Ehdr header;
  Elf64_Phdr segment;
  char linker[NAME] = "";
  if (!read_at(file, &header, sizeof header, 0)) return IMAGE_OPEN;
  if (header.e_ident[EI_CLASS] != ELFCLASS64) return IMAGE_32_BIT;
  if (!find_segment(file, &header, PT_INTERP, 0, &segment)) return IMAGE_STATIC;
  /* The name of the dynamic linker says which C library it belongs to. */
  if (pread(file, linker, sizeof linker - 1, (off_t)segment.p_offset) > 0 && strstr(linker, "ld-musl")) return IMAGE_OTHER_LIBC;
  return is_sanitized(file, &header) ? IMAGE_SANITIZED : IMAGE_OPEN;
}

static enum image elf_of(const char *path)
{
  int opened = open(path, O_RDONLY | O_CLOEXEC);
  enum image image = opened < 0 ? IMAGE_OPEN : elf(opened);
  if (opened >= 0) close(opened);
  return image;
}

enum image image_of(const char *path)
{
  char head[HEAD];
  char interpreter[NAME];
  for (int depth = 0; depth < 4; depth++) {
    if (is_set_id(path)) return IMAGE_SET_ID;
    ssize_t length = read_head(path, head);
    if (length >= 4 && !memcmp(head, ELFMAG, SELFMAG)) return elf_of(path);
    if (length < 3 || head[0] != '#' || head[1] != '!') return IMAGE_OPEN;
    char *name = head + 2 + strspn(head + 2, " \t");
    name[strcspn(name, " \t\n")] = 0;
    strncpy(interpreter, name, sizeof interpreter - 1);
    interpreter[sizeof interpreter - 1] = 0;
    path = interpreter;
  }
  return IMAGE_OPEN;
}

const char *image_name(enum image image)
{
  static const char *const names[] = {"open", "static", "set-id", "32-bit", "other-libc", "sanitized"};
  return names[image];
}
