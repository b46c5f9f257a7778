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
#include <sys/statvfs.h>
#include <unistd.h>

static char folder[PATH_MAX];
static char path[PATH_MAX + 64];
static char draft[PATH_MAX + 64]; /* what it is called before it is published */
static char noted[PATH_MAX + 64]; /* the link that tells of an exec */
static pid_t owner;
static int frozen;
static int fd = -1;
static dev_t device;
static ino_t inode;
static volatile char *claim; /* a page that is zero in a forked child */

/* ---- the descriptor ---- */

/* Above those that programs use by number, and no round number: bash takes one from 10 on that an exec closes for its
 * own, and does not leave it to a script. Not higher than 979, since the kernel's table is as long as the highest. */
static int high(void)
{
  struct rlimit limit;
  int all = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 1024 ? (int)limit.rlim_cur : 1024;
  return all - all / 23 - 1;
}

static void adopt(int opened)
{
  struct stat st;
  fd = opened < 0 ? -1 : fcntl(opened, F_DUPFD_CLOEXEC, high());
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
int file_is_open(void)
{
  dev_t was_device = device;
  ino_t was_inode = inode;
  if (is_still_open()) return 1;
  adopt(open(path, O_RDWR | O_CLOEXEC));
  return fd >= 0 && device == was_device && inode == was_inode;
}

/* Opens a file even where the process has as many open as it may: one more, if it may have one more. */
static int open_new(const char *name)
{
  int opened = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  struct rlimit limit;
  if (opened >= 0 || errno != EMFILE || getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= limit.rlim_max) return opened;
  struct rlimit more = {limit.rlim_cur + 1, limit.rlim_max};
  if (setrlimit(RLIMIT_NOFILE, &more) != 0) return opened;
  opened = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  int error = errno;
  setrlimit(RLIMIT_NOFILE, &limit);
  errno = error;
  return opened;
}

static int create(void)
{
  int created = -1;
  struct stat st;
  errno = EEXIST;
  for (int image = 0; created < 0 && image < 10000; image++) {
    snprintf(path, sizeof path, "%s/%d.%d.hrec", folder, (int)getpid(), image);
    snprintf(draft, sizeof draft, "%s/%d.%d.part", folder, (int)getpid(), image);
    snprintf(noted, sizeof noted, "%s/%d.%d.exec", folder, (int)getpid(), image);
    if (lstat(path, &st) == 0) continue;
    created = open_new(draft);
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

int file_create_again(void)
{
  if (file_is_open()) close(fd);
  return create();
}

int file_publish(void) { return rename(draft, path) == 0; }

void file_discard(void)
{
  int error = errno;
  unlink(draft);
  errno = error;
}

const char *file_name(void) { return strrchr(path, '/') + 1; }

void file_claim(void)
{
  owner = getpid();
  if (claim) *claim = 1;
}

int file_is_ours(void) { return *claim; }

int file_is_of(pid_t process) { return owner == process; }

void file_freeze(void) { frozen = 1; }

int file_is_frozen(void) { return frozen; }

/* ---- the contents ---- */

/* Takes the room now: later, a full disk would be a SIGBUS in the program. */
static int reserve(uint64_t size)
{
  struct rlimit limit;
  struct stat st;
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < size) return 0; /* it would be a SIGXFSZ */
  if (fstat(fd, &st) != 0) return 0;
  if ((uint64_t)st.st_size < size && posix_fallocate(fd, st.st_size, (off_t)size - st.st_size) != 0) return 0;
  return fstat(fd, &st) == 0 && (uint64_t)st.st_size >= size;
}

int file_grow(uint64_t size) { return !frozen && file_is_open() && reserve(size); }

unsigned char *file_map(uint64_t offset, size_t length)
{
  if (frozen || !file_is_open()) return NULL;
  void *window = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)offset);
  return window == MAP_FAILED ? NULL : window;
}

void file_unmap(unsigned char *window, size_t length)
{
  if (!frozen) munmap(window, length);
}

uint64_t file_room(void)
{
  struct statvfs st;
  return fd >= 0 && fstatvfs(fd, &st) == 0 ? (uint64_t)st.f_bavail * st.f_frsize : 0;
}

/* ---- what the folder is told ---- */

void file_note_start(const char *in, pid_t process)
{
  char link[PATH_MAX + 64];
  snprintf(link, sizeof link, "%s/%d.start", in, (int)process);
  if (symlink("-", link)) return; /* it is known already */
}

int file_note_exec(const char *kind, const char *program)
{
  char text[PATH_MAX];
  if ((size_t)snprintf(text, sizeof text, "%s:%s", kind, program) >= sizeof text) return 0;
  unlink(noted); /* of a program that this process could not become after all */
  return symlink(text, noted) == 0;
}

void file_forget_exec(void) { unlink(noted); }

size_t file_slurp(const char *from, char *to, size_t room)
{
  size_t got = 0;
  int opened = open(from, O_RDONLY | O_CLOEXEC);
  if (opened < 0) return 0;
  for (ssize_t n; got < room && (n = read(opened, to + got, room - got)) > 0;) got += (size_t)n;
  close(opened);
  return got;
}
