// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * Reads logs of Firefox's logalloc: {@code PID TID FUNCTION(ARGUMENTS)=RESULT}, as it writes them
 * or as logalloc_munge.py makes them, with {@code #1, #2 …} for pointers; those blocks have
 * addresses made up, 4 GiB apart. The thread may be missing, as in older logs.
 *
 * <p>The lines of the first process that says anything. Those of others, and functions that
 * allocate nothing, count as other output.
 */
final class LogallocImporter implements RecordingImporter {
  private static final long MOST_BYTES = 1L << 32; // of a block without an address
  private static final String NAMES =
      "malloc|calloc|realloc|free|memalign|posix_memalign|aligned_alloc|valloc";
  private static final Pattern RECORDS =
      Pattern.compile("^\\d+ (\\d+ )?(" + NAMES + ")\\([^()]*\\)(=\\S+)?$", Pattern.MULTILINE);
  private static final Pattern LINE =
      Pattern.compile(
          "(?<process>\\d+) (?:(?<thread>\\d+) )?(?<name>\\w+)\\((?<arguments>[^()]*)\\)"
              + "(?:=(?<result>\\S+))?");
  private static final String POINTER = "(0x[0-9A-Fa-f]{1,16}|#\\d{1,9}|0)";
  private static final Pattern ONE_SIZE = Pattern.compile("(\\d{1,20})");
  private static final Pattern TWO_SIZES = Pattern.compile("(\\d{1,20}),(\\d{1,20})");
  private static final Pattern BLOCK = Pattern.compile(POINTER);
  private static final Pattern BLOCK_AND_SIZE = Pattern.compile(POINTER + ",(\\d{1,20})");

  @Override
  public String format() {
    return "logalloc";
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
    private final HeapEventSink events;
    private final Map<String, Integer> threads = new HashMap<>(); // by their number in the log
    private Optional<String> process = Optional.empty(); // the first
    private int thread; // of the call before

    Log(HeapEventSink events) {
      this.events = events;
    }

    void readLine(LineCursor line) throws IOException {
      String text = line.lineText();
      Matcher call = LINE.matcher(text);
      if (!call.matches() || !isOfFirstProcess(call.group("process")) || !isKnown(call)) {
        line.foreign();
        return;
      }
      enter(String.valueOf(call.group("thread")));
      String name = call.group("name");
      String result = call.group("result");
      if (name.equals("free") != (result == null)) {
        throw refusal(text);
      }
      call(name, call.group("arguments"), result, text);
    }

    private void call(String name, String arguments, String result, String text)
        throws IOException {
      switch (name) {
        case "free" -> events.freed(address(match(BLOCK, arguments, text).group(1), 0));
        case "realloc" -> resize(match(BLOCK_AND_SIZE, arguments, text), result, text);
        case "malloc" -> allocate(number(ONE_SIZE, 1, arguments, text), 1, result, text);
        case "valloc" -> {
          long size = number(ONE_SIZE, 1, arguments, text);
          allocate(size, CallLogNumberParser.PAGE_BYTES, result, text);
        }
        case "calloc" -> clear(match(TWO_SIZES, arguments, text), result, text);
        default -> {
          long asked = number(TWO_SIZES, 1, arguments, text);
          long size = number(TWO_SIZES, 2, arguments, text);
          allocate(size, CallLogNumberParser.alignment(asked), result, text);
        }
      }
    }

    /** What follows is of a thread, numbered by its first call; one where the log names none. */
    private void enter(String name) throws IOException {
      int now = threads.computeIfAbsent(name, _ -> threads.size());
      if (now != thread) {
        events.mark(OpAnnotationKind.THREAD, now);
      }
      thread = now;
    }

    private boolean isOfFirstProcess(String pid) {
      process = process.or(() -> Optional.of(pid));
      return process.get().equals(pid);
    }

    private static boolean isKnown(Matcher call) {
      return call.group("name").matches(NAMES);
    }

    private static long number(Pattern pattern, int group, String arguments, String text) {
      return CallLogNumberParser.number(match(pattern, arguments, text).group(group));
    }

    private void allocate(long size, long alignment, String result, String text)
        throws IOException {
      match(BLOCK, result, text);
      events.allocatedAligned(address(result, size), size, alignment);
    }

    /** What asks for more than there can be failed. */
    private void clear(Matcher arguments, String result, String text) throws IOException {
      Optional<Long> size =
          CallLogNumberParser.product(
              CallLogNumberParser.number(arguments.group(1)),
              CallLogNumberParser.number(arguments.group(2)));
      match(BLOCK, result, text);
      if (size.isPresent()) {
        allocate(size.get(), 1, result, text);
      }
    }

    private void resize(Matcher arguments, String result, String text) throws IOException {
      match(BLOCK, result, text);
      long size = CallLogNumberParser.number(arguments.group(2));
      long from = address(arguments.group(1), 0);
      long to = address(result, size);
      if (to == 0 && size == 0) {
        events.freed(from);
      } else {
        events.resized(from, to, size);
      }
    }

    private static long address(String pointer, long sizeBytes) {
      if (!pointer.startsWith("#")) {
        return CallLogNumberParser.number(pointer);
      }
      if (sizeBytes < 0 || sizeBytes >= MOST_BYTES) {
        throw new InvalidOpException(
            "size " + Long.toUnsignedString(sizeBytes),
            "less than 4 GiB in a logalloc log that numbers its blocks");
      }
      return CallLogNumberParser.number(pointer.substring(1)) * MOST_BYTES;
    }

    private static Matcher match(Pattern pattern, String part, String text) {
      Matcher matcher = pattern.matcher(part);
      if (!matcher.matches()) {
        throw refusal(text);
      }
      return matcher;
    }

    private static InvalidOpException refusal(String text) {
      return new InvalidOpException(
          InputQuoter.quoted(text),
          "PID TID FUNCTION(ARGUMENTS)=RESULT, as logalloc writes it; for free no RESULT");
    }
  }
}
