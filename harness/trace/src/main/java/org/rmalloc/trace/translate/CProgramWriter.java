// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.rmalloc.trace.Trace;

/**
 * Writes a C program that performs the allocations, resizes and frees of a trace with the C
 * library's own malloc, so that any allocator that can be linked or preloaded is tried on them.
 *
 * <p>It is C99 and stands alone; where the trace asks for alignments, it also needs POSIX's
 * posix_memalign. Threads and times are left out. The ops are text in it, some to a string, since
 * compilers are slow on long programs and limit strings.
 */
public final class CProgramWriter {
  private static final int OPS_A_STRING = 64;

  /** Log2 of 8, the smallest alignment that posix_memalign takes; malloc gives less. */
  private static final int MINIMUM_LOG2_ALIGNMENT = 3;

  private static final String HEAD =
      """
      /* Performs the allocations of a recorded program; written by rmalloc. Compile with any C99 compiler.
         Prints what it did. Exits with 1 when the allocator refuses a request. */
      #define ALIGNED IS_ALIGNED /* 1: some blocks are asked for with an alignment, by POSIX's posix_memalign */
      #if ALIGNED
      #define _POSIX_C_SOURCE 200112L
      #endif
      #include <stdio.h>
      #include <stdlib.h>

      /* n HANDLE SIZE: new; a HANDLE SIZE ALIGNMENT: new, aligned; r HANDLE SIZE: resize; f HANDLE: free */
      static const char *const ops[] = {
      """;

  private static final String TAIL =
      """
        0
      };
      static void *blocks[HANDLE_COUNT];

      static int place(unsigned long handle, unsigned long long size) {
        void *block = realloc(blocks[handle], size ? (size_t) size : 1);
        if (!block) {
          fprintf(stderr, "no room for %llu bytes\\n", size);
          return 0;
        }
        blocks[handle] = block;
        return 1;
      }

      #if ALIGNED
      static int place_aligned(unsigned long handle, unsigned long long size, unsigned long long alignment) {
        if (posix_memalign(&blocks[handle], (size_t) alignment, size ? (size_t) size : 1)) {
          fprintf(stderr, "no room for %llu bytes at a multiple of %llu\\n", size, alignment);
          return 0;
        }
        return 1;
      }
      #endif

      int main(void) {
        unsigned long news = 0, resizes = 0, frees = 0;
        for (const char *const *string = ops; *string; string++) {
          char *next = (char *) *string;
          while (*next) {
            char op = *next;
            unsigned long handle = strtoul(next + 1, &next, 10);
            if (op == 'f') {
              free(blocks[handle]);
              blocks[handle] = 0;
              frees++;
      #if ALIGNED
            } else if (op == 'a') {
              unsigned long long size = strtoull(next, &next, 10);
              if (!place_aligned(handle, size, strtoull(next, &next, 10))) return 1;
              news++;
      #endif
            } else {
              if (!place(handle, strtoull(next, &next, 10))) return 1;
              if (op == 'n') news++; else resizes++;
            }
            while (*next == '\\n') next++;
          }
        }
        printf("%lu new, %lu resized, %lu freed\\n", news, resizes, frees);
        return 0;
      }
      """;

  private CProgramWriter() {}

  /** Writes the program; the stream stays open. */
  public static void write(Trace trace, OutputStream stream) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.US_ASCII));
    writer.write(HEAD.replace("IS_ALIGNED", trace.marks().hasAlignments() ? "1" : "0"));
    int written = 0;
    for (int op = 0; op < trace.opCount(); op++) {
      if (trace.kind(op).isRequest()) {
        writer.write(written % OPS_A_STRING == 0 ? "  \"" : "");
        writer.write(text(trace, op));
        writer.write(++written % OPS_A_STRING == 0 ? "\",\n" : "");
      }
    }
    writer.write(written % OPS_A_STRING == 0 ? "" : "\",\n");
    writer.write(TAIL.replace("HANDLE_COUNT", String.valueOf(Math.max(1, trace.handleCount()))));
    writer.flush();
  }

  private static String text(Trace trace, int op) {
    int handle = trace.handles()[op];
    long size = trace.sizes()[op];
    return switch (trace.kind(op)) {
      case NEW -> newText(handle, size, trace.marks().log2Alignment(op));
      case RESIZE -> "r " + handle + " " + size + "\\n";
      case FREE -> "f " + handle + "\\n";
      case LOAD, STORE, MODIFY, LOCK, UNLOCK -> "";
    };
  }

  private static String newText(int handle, long size, int log2Alignment) {
    return log2Alignment < MINIMUM_LOG2_ALIGNMENT
        ? "n " + handle + " " + size + "\\n"
        : "a " + handle + " " + size + " " + (1L << log2Alignment) + "\\n";
  }
}
