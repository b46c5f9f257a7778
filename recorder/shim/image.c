/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "image.h"

#include <elf.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { HEAD = 1024, NAME = 512 }; /* a thread's stack may be small */

static int is_set_id(const char *path)
{
  struct stat st;
  char capability[64];
  if (geteuid() == 0) return 0; /* who is root already becomes nobody else: the linker has no fear */
  if (stat(path, &st) != 0) return 0;
  return (st.st_mode & S_ISUID) || ((st.st_mode & S_ISGID) && (st.st_mode & S_IXGRP)) ||
         getxattr(path, "security.capability", capability, sizeof capability) > 0;
}

static ssize_t read_head(const char *path, char *head, off_t from)
{
  int opened = open(path, O_RDONLY | O_CLOEXEC);
  if (opened < 0) return -1;
  ssize_t got = pread(opened, head, HEAD - 1, from);
  close(opened);
  head[got < 0 ? 0 : got] = 0;
  return got;
}

/* The name of the dynamic linker says which C library it belongs to. */
static enum image elf(const char *path, const char *head, ssize_t length)
{
  Elf64_Ehdr header;
  if (length < (ssize_t)sizeof header) return IMAGE_OPEN;
  memcpy(&header, head, sizeof header);
  if (header.e_ident[EI_CLASS] != ELFCLASS64) return IMAGE_32_BIT;
  for (int i = 0; i < header.e_phnum; i++) {
    Elf64_Phdr segment;
    size_t at = header.e_phoff + (size_t)i * header.e_phentsize;
    if (at + sizeof segment > (size_t)length) return IMAGE_OPEN;
    memcpy(&segment, head + at, sizeof segment);
    if (segment.p_type != PT_INTERP) continue;
    char linker[HEAD];
    read_head(path, linker, (off_t)segment.p_offset);
    return strstr(linker, "ld-musl") ? IMAGE_OTHER_LIBC : IMAGE_OPEN;
  }
  return IMAGE_STATIC;
}

enum image image_of(const char *path)
{
  char head[HEAD];
  char interpreter[NAME];
  for (int depth = 0; depth < 4; depth++) {
    if (is_set_id(path)) return IMAGE_SET_ID;
    ssize_t length = read_head(path, head, 0);
    if (length >= 4 && !memcmp(head, ELFMAG, SELFMAG)) return elf(path, head, length);
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
  static const char *const names[] = {"open", "static", "set-id", "32-bit", "other-libc"};
  return names[image];
}
