// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * Reads what Valgrind's tools write with {@code --trace-malloc=yes}: calls and results behind
 * {@code --PID--}, several on a line, one split over two. A call without a result before the next
 * call failed.
 *
 * <p>What else is on such a line may be a message of Valgrind's or a call that was damaged: the
 * line counts as somebody else's output, its calls are read all the same. So do lines of other
 * processes than the first one's, whose heaps are their own.
 */
final class ValgrindMallocImporter implements RecordingImporter {
  private static final String NAMES = "malloc|calloc|realloc|memalign|free|_Zn[wa]\\w*|_Zd[la]\\w*";
  private static final String TIME =
      "(?:\\d\\d:\\d\\d:\\d\\d:\\d\\d\\.\\d{3} )?"; // --time-stamp=yes
  private static final Pattern RECORDS =
      Pattern.compile("^--" + TIME + "\\d+-- .*(" + NAMES + ")\\(", Pattern.MULTILINE);
  private static final Pattern PREFIX = Pattern.compile("--" + TIME + "(\\d+)-- ");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<call>"
              + NAMES
              + "|malloc_usable_size)\\((?<arguments>[^()]*)\\)"
              + "|= (?<result>0x[0-9A-F]+|\\d+)"); // upper case: a name may follow at once
  private static final Pattern SIZE = Pattern.compile("(?:size )?(\\d{1,20})");
  private static final Pattern ALIGNED =
      Pattern.compile("size (?<size>\\d{1,20}), al (?<alignment>\\d{1,20})");
  private static final Pattern MEMALIGN =
      Pattern.compile("al (?<alignment>\\d{1,20}), size (?<size>\\d{1,20})");
  private static final Pattern TWO_SIZES = Pattern.compile("(\\d{1,20}),(\\d{1,20})");
  private static final Pattern ADDRESS = Pattern.compile("0x([0-9A-Fa-f]{1,16})");
  private static final Pattern RESIZE = Pattern.compile("0x([0-9A-Fa-f]{1,16}),(\\d{1,20})");

  @Override
  public String format() {
    return "valgrind";
  }

  @Override
  public boolean recognizes(FileStart start) {
    return start.has(RECORDS);
  }

  @Override
  public boolean mayMark() {
    return true;
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    recording.lines().forEachLine(new Log(events)::readLine);
  }

  private static final class Log {
    private enum Pending {
      NOTHING,
      ALLOCATION,
      RESIZE
    }

    private final HeapEventSink events;
    private Pending pending = Pending.NOTHING;
    private Optional<String> process = Optional.empty(); // the first
    private long old;
    private long size; // negative: more than an allocator can serve
    private long alignment;

    Log(HeapEventSink events) {
      this.events = events;
    }

    void readLine(LineCursor line) throws IOException {
      String text = line.lineText();
      Matcher prefix = PREFIX.matcher(text);
      if (!prefix.lookingAt()
          || !isOfFirstProcess(prefix.group(1))
          || !readCalls(text, prefix.end())) {
        line.foreign();
      }
    }

    private boolean isOfFirstProcess(String pid) {
      process = process.or(() -> Optional.of(pid));
      return process.get().equals(pid);
    }

    /** Reads what the rest of a line has of calls and results; whether it has nothing else. */
    private boolean readCalls(String text, int from) throws IOException {
      Matcher token = TOKEN.matcher(text);
      boolean known = true;
      int end = from;
      for (; token.find(end); end = token.end()) {
        known &= text.substring(end, token.start()).isBlank();
        if (token.group("call") != null) {
          call(token.group("call"), token.group("arguments"));
        } else {
          known &= result(token.group("result"));
        }
      }
      return known && end > from && text.substring(end).isBlank();
    }

    private void call(String name, String arguments) throws IOException {
      pending = Pending.NOTHING;
      if (name.equals("malloc_usable_size")) {
        return;
      }
      if (name.equals("free") || name.startsWith("_Zd")) {
        events.freed(address(match(ADDRESS, name, firstOf(arguments)).group(1)));
      } else if (name.equals("realloc")) {
        Matcher resize = match(RESIZE, name, arguments);
        old = address(resize.group(1));
        size = CallLogNumberParser.number(resize.group(2));
        pending = Pending.RESIZE;
      } else {
        allocate(name, arguments);
        pending = Pending.ALLOCATION;
      }
    }

    /** Takes what a call asks for; a size of −1 if it is too large to be had. */
    private void allocate(String name, String arguments) {
      alignment = 1;
      if (name.equals("calloc")) {
        Matcher two = match(TWO_SIZES, name, arguments);
        long count = CallLogNumberParser.number(two.group(1));
        size =
            CallLogNumberParser.product(count, CallLogNumberParser.number(two.group(2)))
                .orElse(-1L);
      } else if (name.equals("memalign") || arguments.contains(", al ")) {
        Pattern pattern = name.equals("memalign") ? MEMALIGN : ALIGNED;
        Matcher aligned = match(pattern, name, arguments);
        alignment =
            CallLogNumberParser.alignment(CallLogNumberParser.number(aligned.group("alignment")));
        size = CallLogNumberParser.number(aligned.group("size"));
      } else {
        size = CallLogNumberParser.number(match(SIZE, name, arguments).group(1));
      }
    }

    /** Takes the result of the call before; false if it has none to be the result of. */
    private boolean result(String text) throws IOException {
      Pending call = pending;
      pending = Pending.NOTHING;
      if (!text.startsWith("0x")) {
        return true; // of a call that returns no address, or of a realloc to size 0
      }
      long address = address(text.substring(2));
      switch (call) {
        case ALLOCATION -> events.allocatedAligned(address, size, alignment);
        case RESIZE -> events.resized(old, address, size);
        case NOTHING -> {
          return address == 0;
        }
      }
      return true;
    }

    private static String firstOf(String arguments) {
      int comma = arguments.indexOf(',');
      return comma < 0 ? arguments : arguments.substring(0, comma);
    }

    private static Matcher match(Pattern pattern, String name, String arguments) {
      Matcher matcher = pattern.matcher(arguments);
      if (!matcher.matches()) {
        throw new InvalidOpException(
            InputQuoter.quoted(name + "(" + arguments + ")"), "the arguments of that call");
      }
      return matcher;
    }

    private static long address(String hexadecimal) {
      try {
        return Long.parseUnsignedLong(hexadecimal, 16);
      } catch (NumberFormatException e) {
        throw new InvalidOpException("address " + hexadecimal, "an address below 2^64");
      }
    }
  }
}
