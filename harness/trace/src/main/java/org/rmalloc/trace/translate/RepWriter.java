// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFacts;

/**
 * Writes the allocations, resizes and frees of a trace in the form of the malloc exercise of
 * "Computer Systems: A Programmer's Perspective". That wants every block freed, so those that live
 * at the end are, in order of handles. It has no alignments, threads or times.
 */
public final class RepWriter {
  private RepWriter() {}

  /** Writes a trace; the stream stays open. */
  public static void write(Trace trace, OutputStream stream) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.US_ASCII));
    TraceFacts facts = trace.facts();
    long ops = facts.requestCount() + facts.finalLiveBlocks();
    writer.write(facts.peakLiveBytes() + "\n" + trace.handleCount() + "\n" + ops + "\n1\n");
    BitSet live = new BitSet(trace.handleCount());
    for (int op = 0; op < trace.opCount(); op++) {
      writeOp(writer, trace, op, live);
    }
    for (int handle = live.nextSetBit(0); handle >= 0; handle = live.nextSetBit(handle + 1)) {
      writer.write("f " + handle + "\n");
    }
    writer.flush();
  }

  private static void writeOp(Writer writer, Trace trace, int op, BitSet live) throws IOException {
    int handle = trace.handles()[op];
    switch (trace.kind(op)) {
      case NEW -> {
        writer.write("a " + handle + " " + trace.sizes()[op] + "\n");
        live.set(handle);
      }
      case RESIZE -> writer.write("r " + handle + " " + trace.sizes()[op] + "\n");
      case FREE -> {
        writer.write("f " + handle + "\n");
        live.clear(handle);
      }
      case LOAD, STORE, MODIFY, LOCK, UNLOCK -> {
        // the form has none
      }
    }
  }
}
