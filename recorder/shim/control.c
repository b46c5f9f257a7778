/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "control.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOSSES = 1024, CHILDREN = 8192 };

struct control {
  uint32_t children;
  uint32_t losses;
  struct {
    uint32_t pid;
    uint32_t why;
  } loss[LOSSES];
  uint32_t child[CHILDREN];
  uint32_t forks;
  uint32_t strangers;
  uint64_t namespace;
};

static struct control *control;

void control_open(const char *folder)
{
  char path[PATH_MAX + 16];
  struct stat st;
  snprintf(path, sizeof path, "%s/control", folder);
  int opened = open(path, O_RDWR | O_CLOEXEC);
  if (opened < 0) return;
  if (fstat(opened, &st) == 0 && st.st_size >= (off_t)sizeof *control) {
    void *page = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, opened, 0);
    if (page != MAP_FAILED) control = page;
  }
  close(opened);
  control_check_namespace();
}

void control_check_namespace(void)
{
  struct stat st;
  uint64_t first = 0;
  if (!control) return;
  uint64_t own = stat("/proc/self/ns/pid", &st) == 0 ? (uint64_t)st.st_ino : 0;
  int is_first = __atomic_compare_exchange_n(&control->namespace, &first, own, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  if (!is_first && first != own) __atomic_store_n(&control->strangers, 1, __ATOMIC_RELAXED);
}

void control_begin_fork(void)
{
  if (control) __atomic_fetch_add(&control->forks, 1, __ATOMIC_RELAXED);
}

void control_end_fork(void)
{
  if (control) __atomic_fetch_sub(&control->forks, 1, __ATOMIC_RELAXED);
}

/* Each process once: it may fork, and then turn into another program. */
void control_add_unrecorded_child(pid_t process)
{
  if (!control) return;
  uint32_t pid = (uint32_t)process;
  for (uint32_t i = 0; pid && i < CHILDREN; i++) {
    uint32_t *cell = &control->child[(pid * 2654435761u + i) % CHILDREN];
    uint32_t found = 0;
    if (__atomic_compare_exchange_n(cell, &found, pid, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) break;
    if (found == pid) return;
  }
  __atomic_fetch_add(&control->children, 1, __ATOMIC_RELAXED);
}

void control_add_loss(pid_t process, int why)
{
  if (!control) return;
  uint32_t index = __atomic_fetch_add(&control->losses, 1, __ATOMIC_RELAXED);
  if (index >= LOSSES) return;
  control->loss[index].pid = (uint32_t)process;
  control->loss[index].why = (uint32_t)why;
}
