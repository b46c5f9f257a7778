// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.OpAnnotationKind;

/**
 * What Valgrind's tools write with {@code --trace-malloc=yes}: the lines of the first process,
 * scanned byte by byte. A line with anything else in it counts as somebody else's, too.
 */
final class NaiveValgrind extends NaiveReader {
  private static final Pattern LINE = Pattern.compile("--(\\d+)-- (.*)", Pattern.DOTALL);
  private static final Pattern SIZE =
      Pattern.compile("(?:malloc|_Zn[wa]\\w*)\\((?:size )?(\\d{1,20})\\)");
  private static final Pattern ALIGNED =
      Pattern.compile("(?:malloc|_Zn[wa]\\w*)\\(size (\\d{1,20}), al (\\d{1,20})\\)");
  private static final Pattern CALLOC = Pattern.compile("calloc\\((\\d{1,20}),(\\d{1,20})\\)");
  private static final Pattern MEMALIGN =
      Pattern.compile("memalign\\(al (\\d{1,20}), size (\\d{1,20})\\)");
  private static final Pattern REALLOC =
      Pattern.compile("realloc\\(0x([0-9A-Fa-f]{1,16}),(\\d{1,20})\\)");
  private static final Pattern FREE =
      Pattern.compile("(?:free|_Zd[la]\\w*)\\(0x([0-9A-Fa-f]{1,16})(?:,[^()]*)?\\)");
  private static final Pattern OTHER = Pattern.compile("malloc_usable_size\\([^()]*\\)");
  private static final Pattern BAD_CALL =
      Pattern.compile(
          "(?:malloc|calloc|realloc|memalign|free|_Zn[wa]\\w*|_Zd[la]\\w*)\\([^()]*\\)");
  private static final Pattern RESULT = Pattern.compile("= (?:0x([0-9A-F]+)|\\d+)");

  private Optional<String> process = Optional.empty();
  private boolean waits; // for a result
  private Optional<Long> old = Optional.empty(); // of a realloc
  private BigInteger size = BigInteger.ZERO;
  private long alignment;

  private String line = "";
  private int at;
  private boolean other; // than calls and results

  @Override
  void readLine(String text) throws IOException {
    Matcher matcher = LINE.matcher(text);
    if (!matcher.matches()) {
      foreign();
      return;
    }
    process = process.or(() -> Optional.of(matcher.group(1)));
    if (!process.equals(Optional.of(matcher.group(1)))) {
      foreign();
      return;
    }
    line = matcher.group(2);
    at = 0;
    other = line.isBlank();
    while (at < line.length()) {
      if (!step()) {
        other |= !Character.isWhitespace(line.charAt(at));
        at++;
      }
    }
    if (other) {
      foreign();
    }
  }

  private boolean step() throws IOException {
    Matcher m;
    if ((m = here(OTHER)) != null) {
      waits = false;
    } else if ((m = here(FREE)) != null) {
      waits = false;
      events().freed(hexadecimal(m.group(1)));
    } else if ((m = here(REALLOC)) != null) {
      await(Optional.of(hexadecimal(m.group(1))), bytes(m.group(2)));
    } else if ((m = here(CALLOC)) != null) {
      await(Optional.empty(), bytes(m.group(1)).multiply(bytes(m.group(2))));
    } else if ((m = here(SIZE)) != null) {
      await(Optional.empty(), bytes(m.group(1)));
    } else if ((m = here(MEMALIGN)) != null) {
      awaitAligned(m.group(2), m.group(1));
    } else if ((m = here(ALIGNED)) != null) {
      awaitAligned(m.group(1), m.group(2));
    } else if (here(BAD_CALL) != null) {
      throw bad(line);
    } else if ((m = here(RESULT)) != null) {
      result(m.group(1));
    } else {
      return false;
    }
    return true;
  }

  /** A match that starts here, which is then passed. */
  private Matcher here(Pattern pattern) {
    Matcher matcher = pattern.matcher(line).region(at, line.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private void awaitAligned(String bytes, String asked) {
    await(Optional.empty(), bytes(bytes));
    alignment = alignment(asked);
  }

  private void await(Optional<Long> oldAddress, BigInteger bytes) {
    waits = true;
    alignment = 1;
    old = oldAddress;
    size = bytes;
  }

  private void result(String digits) throws IOException {
    boolean waited = waits;
    waits = false;
    if (digits == null) {
      return;
    }
    long address = hexadecimal(digits);
    if (!waited) {
      other |= address != 0;
    } else if (size.bitLength() > 63 && address != 0) {
      throw bad(line);
    } else if (old.isPresent()) {
      events().resized(old.get(), address, size.longValue());
    } else {
      events().mark(OpAnnotationKind.ALIGNMENT, alignment);
      events().allocated(address, size.longValue());
    }
  }

  private static BigInteger bytes(String digits) {
    decimal(digits); // refuses what is 2⁶⁴ or more
    return new BigInteger(digits);
  }
}
