/* SPDX-License-Identifier: Apache-2.0 */
/* Counts words in a table that grows, as many programs do: small nodes that live long, buffers that do not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  struct node *next;
  unsigned count;
  char word[];
};

static struct node **table;
static size_t buckets, nodes;

static size_t hash(const char *word) {
  size_t h = 1469598103934665603u;
  for (; *word; word++) h = (h ^ (unsigned char)*word) * 1099511628211u;
  return h;
}

static void grow(void) {
  size_t size = buckets ? 2 * buckets : 16;
  struct node **larger = calloc(size, sizeof *larger);
  for (size_t i = 0; i < buckets; i++)
    for (struct node *n = table[i], *next; n; n = next) {
      next = n->next;
      n->next = larger[hash(n->word) % size];
      larger[hash(n->word) % size] = n;
    }
  free(table);
  table = larger;
  buckets = size;
}

static void count(const char *word) {
  if (nodes >= buckets) grow();
  struct node **list = &table[hash(word) % buckets], *n = *list;
  while (n && strcmp(n->word, word)) n = n->next;
  if (!n) {
    n = malloc(sizeof *n + strlen(word) + 1);
    n->next = *list;
    n->count = 0;
    strcpy(n->word, word);
    *list = n;
    nodes++;
  }
  n->count++;
}

int main(void) {
  unsigned random = 1;
  for (int line = 0; line < 800; line++) {
    char *text = NULL; /* a line, read into a buffer that grows */
    size_t length = 0, room = 0;
    for (int words = 0; words < 12; words++) {
      char word[24];
      random = random * 1103515245u + 12345u;
      int n = snprintf(word, sizeof word, "word%u", (random >> 16) % 4000);
      while (length + n + 2 > room) text = realloc(text, room = room ? 2 * room : 32);
      length += sprintf(text + length, "%s ", word);
    }
    for (char *w = strtok(text, " "); w; w = strtok(NULL, " ")) count(w);
    free(text);
  }
  printf("%zu words\n", nodes);
  return 0;
}
