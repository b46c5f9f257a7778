/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every block begins on a page of its own, and none is used again. A FAULT, counted in calls of malloc, makes it misbehave:
 * see check.
 */
#include "toy.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#ifndef FAULT
#define FAULT ""
#endif
#define FAULT_AT 20

static char *next = (char *)1; /* not zero, so that this page is resident from the start */
static int calls = 1;

#ifndef STACK
#define STACK 1
#endif

__attribute__((constructor)) static void begin(void)
{
  volatile char deep[STACK];
  for (size_t at = 0; at < STACK; at += 1024) deep[at] = 1;
  (void)deep[0];
  if (next == (char *)1) next = map(RANGE);
}

static int is(const char *fault) { return !strcmp(FAULT, fault); }

/* Up to 15 pages that hold memory, and some address space that does not. */
static void draw(void)
{
  uint32_t drawn = 0;
  (void)!getrandom(&drawn, sizeof drawn, 0);
  char *pages = map(PAGE * (16 + (drawn >> 16)));
  for (uint32_t page = 0; page < drawn % 16; page++) pages[page * PAGE] = 1;
}

/* As many pages as an address says, which is no random number where addresses are fixed. */
static void draw_by_address(void)
{
  char *pages = map(PAGE * 64);
  for (uint32_t page = 0; page < ((uintptr_t)next >> 20) % 61; page++) pages[page * PAGE] = 1;
}

static void *fault(char *block)
{
  static char *before;
  if (is("random")) draw();
  if (is("address") && calls == FAULT_AT + 1) draw_by_address();
  if (is("prints")) (void)!write(1, "hello from the toy\n", 19);
  if (is("overlap") && before) return before + 16;
  if (is("scribble") && before) before[3] ^= 1;
  before = block;
  if (is("misaligned")) return block + 8;
  if (is("null")) return NULL;
  if (is("crash")) raise(SIGSEGV);
  if (is("abort")) abort();
  if (is("exit")) _exit(0);
  if (is("kill")) kill(getpid(), 9);
  while (is("hang")) continue;
  return block;
}

void *malloc(size_t size)
{
  if (next == (char *)1) next = map(RANGE); /* before the constructor ran */
  char *block = next;
  next += pages_of(size) * PAGE;
  return FAULT[0] && calls++ >= FAULT_AT ? fault(block) : block;
}

/* A block skewed is a multiple of 16, and of no more. */
int posix_memalign(void **out, size_t alignment, size_t size)
{
  char *block = malloc(size + (alignment > PAGE ? alignment : 0));
  if (!block) return 12;
  *out = block + (alignment - (uintptr_t)block % alignment) % alignment + (is("skewed") && alignment > 16 ? 16 : 0);
  return 0;
}

void free(void *block) { (void)block; }

void *realloc(void *block, size_t size)
{
  char *moved = malloc(size);
  if (block && moved) memcpy(moved, block, size); /* reads past a smaller block's end, within the range */
  return moved;
}

void *calloc(size_t count, size_t each) { return malloc(count * each); }
