// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.OpAnnotationKind;

/** Firefox's logalloc; block #k is at 2³² · k. */
final class NaiveLogalloc extends NaiveReader {
  private static final Pattern CALL =
      Pattern.compile("(\\d+)( \\d+)? ([A-Za-z_0-9]+)\\(([^()]*)\\)(=([^\\s]+))?");
  private static final List<String> ONE = List.of("malloc", "valloc");
  private static final List<String> TWO =
      List.of("calloc", "memalign", "posix_memalign", "aligned_alloc");

  private final List<String> threads = new ArrayList<>();
  private String first;
  private int thread;

  @Override
  void readLine(String line) throws IOException {
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      foreign();
      return;
    }
    first = first == null ? call.group(1) : first;
    String name = call.group(3);
    boolean known =
        ONE.contains(name) || TWO.contains(name) || name.equals("free") || name.equals("realloc");
    if (!first.equals(call.group(1)) || !known) {
      foreign();
      return;
    }
    if (!threads.contains(call.group(2))) {
      threads.add(call.group(2));
    }
    if (threads.indexOf(call.group(2)) != thread) {
      thread = threads.indexOf(call.group(2));
      events().mark(OpAnnotationKind.THREAD, thread);
    }
    String[] arguments = call.group(4).split(",", -1);
    String result = call.group(6);
    int wanted = ONE.contains(name) || name.equals("free") ? 1 : 2;
    if (arguments.length != wanted || (result == null) != name.equals("free")) {
      throw bad(line);
    }
    if (name.equals("free")) {
      events().freed(block(arguments[0], BigInteger.ZERO, line));
    } else if (name.equals("realloc")) {
      resize(arguments, result, line);
    } else {
      allocate(name, arguments, result, line);
    }
  }

  private void resize(String[] arguments, String result, String line) throws IOException {
    checkBlock(arguments[0], line);
    BigInteger size = size(arguments[1], line);
    checkBlock(result, line);
    long from = block(arguments[0], BigInteger.ZERO, line);
    long to = block(result, size, line);
    if (to == 0 && size.signum() == 0) {
      events().freed(from);
    } else {
      events().resized(from, to, size.longValue());
    }
  }

  private void allocate(String name, String[] arguments, String result, String line)
      throws IOException {
    BigInteger size = size(arguments[arguments.length - 1], line);
    String aligned = "1";
    if (name.equals("calloc")) {
      size = size.multiply(size(arguments[0], line));
    } else {
      checkDigits(arguments[0], line);
      aligned = name.endsWith("alloc") && arguments.length == 1 ? "1" : arguments[0];
    }
    checkBlock(result, line);
    if (size.bitLength() <= 64) {
      long asked = name.equals("valloc") ? 4096 : alignment(aligned);
      long address = block(result, size, line);
      events().mark(OpAnnotationKind.ALIGNMENT, asked);
      events().allocated(address, size.longValue());
    }
  }

  private static void checkDigits(String digits, String line) {
    if (!digits.matches("[0-9]{1,20}")) {
      throw bad(line);
    }
  }

  private static BigInteger size(String digits, String line) {
    checkDigits(digits, line);
    return new BigInteger(Long.toUnsignedString(decimal(digits)));
  }

  private static void checkBlock(String text, String line) {
    if (!text.matches("0|0x[0-9A-Fa-f]{1,16}|#[0-9]{1,9}")) {
      throw bad(line);
    }
  }

  private static long block(String text, BigInteger size, String line) {
    checkBlock(text, line);
    if (text.equals("0")) {
      return 0;
    }
    if (text.startsWith("0x")) {
      return hexadecimal(text.substring(2));
    }
    if (size.bitLength() > 32) {
      throw bad(line);
    }
    return decimal(text.substring(1)) << 32;
  }
}
