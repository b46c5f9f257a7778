/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HIGH = 900 }; /* our descriptor is above those that programs use by number */

static char folder[PATH_MAX];
static char path[PATH_MAX + 64];
static int fd = -1;
static dev_t device;
static ino_t inode;
static volatile char *claim; /* a page that is zero in a forked child */

/* ---- the descriptor ---- */

static void adopt(int opened)
{
  struct stat st;
  fd = opened < 0 ? -1 : fcntl(opened, F_DUPFD_CLOEXEC, HIGH);
  if (fd < 0) fd = opened; /* so low a limit of descriptors */
  else close(opened);
  if (fd >= 0 && fstat(fd, &st) == 0) {
    device = st.st_dev;
    inode = st.st_ino;
  }
}

static int is_still_open(void)
{
  struct stat st;
  return fd >= 0 && fstat(fd, &st) == 0 && st.st_dev == device && st.st_ino == inode;
}

/* Daemons close every descriptor, and may then be given ours for something else. */
static int is_open(void)
{
  dev_t was_device = device;
  ino_t was_inode = inode;
  if (is_still_open()) return 1;
  adopt(open(path, O_RDWR | O_CLOEXEC));
  return fd >= 0 && device == was_device && inode == was_inode;
}

static int create(void)
{
  int created = -1;
  for (int image = 0; created < 0 && image < 10000; image++) {
    snprintf(path, sizeof path, "%s/%d.%d.hrec", folder, (int)getpid(), image);
    created = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (created < 0 && errno != EEXIST) return 0;
  }
  adopt(created);
  return fd >= 0;
}

int file_create(const char *in)
{
  if (strlen(in) >= sizeof folder) return 0;
  strcpy(folder, in);
  if (!create()) return 0;
  claim = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (claim == MAP_FAILED) return 0;
  madvise((void *)claim, 1, MADV_WIPEONFORK); /* before Linux 4.14: children made by a bare clone() go unnoticed */
  file_claim();
  return 1;
}

void file_claim(void)
{
  if (claim) *claim = 1;
}

int file_is_ours(void) { return *claim; }

/* ---- the contents ---- */

/* Takes the room now: later, a full disk would be a SIGBUS in the program. */
static int reserve(uint64_t offset, size_t length)
{
  struct rlimit limit;
  struct stat st;
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < offset + length) return 0;
  if (posix_fallocate(fd, (off_t)offset, (off_t)length) != 0) return 0;
  return fstat(fd, &st) == 0 && (uint64_t)st.st_size >= offset + length;
}

unsigned char *file_map(uint64_t offset, size_t length)
{
  if (!is_open() || !reserve(offset, length)) return NULL;
  void *window = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)offset);
  return window == MAP_FAILED ? NULL : window;
}

void file_unmap(unsigned char *window, size_t length) { munmap(window, length); }

static int copy(int from, uint64_t bytes)
{
  char buffer[16384];
  for (uint64_t done = 0; done < bytes;) {
    size_t want = bytes - done < sizeof buffer ? (size_t)(bytes - done) : sizeof buffer;
    ssize_t got = pread(from, buffer, want, (off_t)done);
    if (got <= 0 || pwrite(fd, buffer, (size_t)got, (off_t)done) != got) return 0;
    done += (uint64_t)got;
  }
  return 1;
}

int file_fork(uint64_t bytes)
{
  if (!is_open()) return 0;
  int parents = fd;
  int copied = create() && copy(parents, bytes);
  close(parents);
  return copied;
}

size_t file_slurp(const char *from, char *to, size_t room)
{
  size_t got = 0;
  int opened = open(from, O_RDONLY | O_CLOEXEC);
  if (opened < 0) return 0;
  for (ssize_t n; got < room && (n = read(opened, to + got, room - got)) > 0;) got += (size_t)n;
  close(opened);
  return got;
}
