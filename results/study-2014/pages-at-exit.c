/* SPDX-License-Identifier: Apache-2.0
 *
 * Preloaded by prediction-pages: at the end of the program whose name ends in PAGES_OF writes into the file PAGES_INTO its mappings, as
 * /proc/self/smaps has them, and for its own file the address of each page that is in memory.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void pages(FILE *out, int pagemap, unsigned long from, unsigned long to)
{
  for (unsigned long page = from; page < to; page += 4096) {
    uint64_t entry = 0;
    if (pread(pagemap, &entry, 8, page / 4096 * 8) == 8 && entry >> 63) fprintf(out, "page %lx\n", page);
  }
}

__attribute__((destructor)) static void end(void)
{
  char line[4096], program[4096] = "";
  unsigned long from, to;
  ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  const char *of = getenv("PAGES_OF"), *into = getenv("PAGES_INTO");
  if (!of || !into || length < (ssize_t)strlen(of) || strcmp(program + length - strlen(of), of)) return;
  FILE *out = fopen(into, "w"), *in = fopen("/proc/self/smaps", "r");
  int pagemap = open("/proc/self/pagemap", O_RDONLY);
  while (fgets(line, sizeof line, in)) {
    fputs(line, out);
    if (strstr(line, program) && sscanf(line, "%lx-%lx", &from, &to) == 2) pages(out, pagemap, from, to);
  }
  fclose(out);
}
