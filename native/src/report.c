/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int target = 1;
static char buffer[1 << 16];
static size_t held;

void report_to(int fd) { target = fd; }

void report_flush(void)
{
  size_t written = 0;
  while (written < held) {
    ssize_t count = write(target, buffer + written, held - written);
    if (count <= 0) break; /* the supervisor misses the last line and says so */
    written += (size_t)count;
  }
  held = 0;
}

/* A line is held whole. */
static void add(const char *name, const char *value)
{
  size_t length = strlen(name) + strlen(value) + 2;
  if (held + length > sizeof buffer) report_flush();
  if (length > sizeof buffer) return;
  char *at = stpcpy(stpcpy(stpcpy(buffer + held, name), " "), value);
  *at = '\n';
  held += length;
}

/* snprintf of numbers allocates nothing in glibc and musl. */
void report_number(const char *name, int64_t value)
{
  char text[32];
  snprintf(text, sizeof text, "%lld", (long long)value);
  add(name, text);
}

void report_decimal(const char *name, double value)
{
  char text[64];
  snprintf(text, sizeof text, "%.6f", value);
  add(name, text);
}

void report_text(const char *name, const char *value)
{
  char text[4096];
  size_t length = 0;
  for (; value[length] && length < sizeof text - 1; length++)
    text[length] = (unsigned char)value[length] < ' ' ? ' ' : value[length];
  text[length] = 0;
  add(name, text);
}
