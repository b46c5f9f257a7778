// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * Reads what ltrace prints of malloc and its kin, with or without {@code -f}, {@code -i}, times and
 * the caller's name: {@code malloc(100) = 0x55a0}, {@code free(0x55a0) = <void>}, or in two halves
 * where another thread came between: {@code malloc(100 <unfinished ...>}, {@code <... malloc
 * resumed> ) = 0x55a0}.
 *
 * <p>The lines of the first process that says anything; threads look like processes. All else
 * counts as other output. A free is told when it is called, all else when it returns.
 */
final class LtraceImporter implements RecordingImporter {
  private static final String NAMES =
      "malloc|calloc|realloc|reallocarray|memalign|aligned_alloc|valloc|pvalloc|free";
  private static final String PREFIX =
      "(?:\\[pid (?<pid>\\d+)\\] )?(?:[\\d:.]+ )?(?:\\[0x[0-9a-f]+\\] )?(?:[^\\s(]+->)?";
  private static final String NUMBER = "(0x[0-9a-f]{1,16}|\\d{1,20})";
  private static final String RESULT = " *= (?<result>" + NUMBER + "|nil|<void>)";
  private static final Pattern RECORDS =
      Pattern.compile(
          "^" + PREFIX + "(" + NAMES + ")\\([^()]*(\\)" + RESULT + "| <unfinished \\.\\.\\.>)$",
          Pattern.MULTILINE);
  private static final Pattern CALL =
      Pattern.compile(
          PREFIX
              + "(?<name>"
              + NAMES
              + ")\\((?<arguments>[^()]*?)(?:\\)"
              + RESULT
              + "|(?<unfinished> <unfinished \\.\\.\\.>))");
  private static final Pattern RESUMED =
      Pattern.compile(PREFIX + "<\\.\\.\\. (?<name>" + NAMES + ") resumed> [^()]*\\)" + RESULT);
  private static final Pattern ARGUMENT = Pattern.compile(NUMBER + "|nil");

  @Override
  public String format() {
    return "ltrace";
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
    recording
        .warnings()
        .add(
            "ltrace sees the calls of the program itself only, and not what its libraries allocate,"
                + " strdup and posix_memalign included; rmalloc record sees all");
    recording.lines().forEachLine(new Log(events)::readLine);
  }

  private static final class Log {
    private final HeapEventSink events;
    private Optional<String> process = Optional.empty(); // the first
    private String unfinished = ""; // the name of a call that has not returned
    private List<Long> arguments = List.of();

    Log(HeapEventSink events) {
      this.events = events;
    }

    void readLine(LineCursor line) throws IOException {
      String text = line.lineText();
      Matcher call = CALL.matcher(text);
      Matcher resumed = RESUMED.matcher(text);
      if (call.matches() && isOfFirstProcess(call.group("pid"))) {
        unfinished = "";
        arguments = arguments(call.group("name"), call.group("arguments"), text);
        begin(call.group("name"));
        if (call.group("unfinished") != null) {
          unfinished = call.group("name");
        } else {
          end(call.group("name"), call.group("result"), text);
        }
      } else if (resumed.matches()
          && isOfFirstProcess(resumed.group("pid"))
          && unfinished.equals(resumed.group("name"))) {
        unfinished = "";
        end(resumed.group("name"), resumed.group("result"), text);
      } else {
        line.foreign();
      }
    }

    private boolean isOfFirstProcess(String pid) {
      String known = String.valueOf(pid);
      process = process.or(() -> Optional.of(known));
      return process.get().equals(known);
    }

    /** The arguments that a call has; ltrace may print more than those. */
    private static List<Long> arguments(String name, String text, String line) {
      List<Long> numbers = new ArrayList<>();
      int count = count(name);
      for (String part : text.split(", ", -1)) {
        if (numbers.size() < count && !ARGUMENT.matcher(part).matches()) {
          throw refusal(line);
        }
        if (numbers.size() < count) {
          numbers.add(part.equals("nil") ? 0 : CallLogNumberParser.number(part));
        }
      }
      if (numbers.size() < count) {
        throw refusal(line);
      }
      return numbers;
    }

    private static int count(String name) {
      return switch (name) {
        case "malloc", "valloc", "pvalloc", "free" -> 1;
        case "reallocarray" -> 3;
        default -> 2;
      };
    }

    private void begin(String name) throws IOException {
      if (name.equals("free")) {
        events.freed(arguments.getFirst());
      }
    }

    private void end(String name, String result, String line) throws IOException {
      if (name.equals("free")) {
        return;
      }
      if (result.equals("<void>")) {
        throw refusal(line);
      }
      long address = result.equals("nil") ? 0 : CallLogNumberParser.number(result);
      Optional<Long> size = size(name);
      if (size.isEmpty()) {
        return; // more than there can be: it failed
      }
      if (!name.startsWith("realloc")) {
        events.allocatedAligned(address, size.get(), alignment(name));
      } else if (address == 0 && size.get() == 0) {
        events.freed(arguments.getFirst());
      } else {
        events.resized(arguments.getFirst(), address, size.get());
      }
    }

    private Optional<Long> size(String name) {
      return switch (name) {
        case "calloc" -> CallLogNumberParser.product(arguments.get(0), arguments.get(1));
        case "reallocarray" -> CallLogNumberParser.product(arguments.get(1), arguments.get(2));
        default -> Optional.of(arguments.getLast());
      };
    }

    private long alignment(String name) {
      return switch (name) {
        case "memalign", "aligned_alloc" -> CallLogNumberParser.alignment(arguments.getFirst());
        case "valloc", "pvalloc" -> CallLogNumberParser.PAGE_BYTES;
        default -> 1;
      };
    }

    private static InvalidOpException refusal(String line) {
      return new InvalidOpException(
          InputQuoter.quoted(line), "a call with numbers and its result, as ltrace prints it");
    }
  }
}
