// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.ops;

import java.util.Optional;
import java.util.regex.Pattern;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.file.InputQuoter;

/** Says what is wrong with a line of ops text that could not be read. */
final class OpsLineDiagnosis {
  private static final String GRAMMAR = "<handle> <op> <address> <size>, one blank between two";
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final String MARKED_GRAMMAR =
      "<handle> <op> <address> <size>, <handle> N <address> <size> <alignment>, <thread> T 0 0 or"
          + " 0 C <nanoseconds> 0";

  private final Optional<Dialect> dialect;
  private final boolean isMarked;
  private final String grammar;

  /**
   * For a file of a dialect; empty where it could not be told.
   *
   * @param isMarked whether it is of version 2
   */
  OpsLineDiagnosis(Optional<Dialect> dialect, boolean isMarked) {
    this.dialect = dialect;
    this.isMarked = isMarked;
    grammar = isMarked ? MARKED_GRAMMAR : GRAMMAR;
  }

  InvalidOpException of(String text) {
    if (text.isBlank()) {
      return new InvalidOpException("a blank line", grammar);
    }
    if (text.endsWith("\r")) {
      return new InvalidOpException("a carriage return before the line feed", "a line feed alone");
    }
    String[] fields = text.split(" ", -1);
    if (fields.length < 4) {
      return new InvalidOpException("a line cut short, " + InputQuoter.quoted(text), grammar);
    }
    return ofFields(text, fields);
  }

  private InvalidOpException ofFields(String text, String[] fields) {
    if (isBad(fields[0], Integer.MAX_VALUE)) {
      return badNumber("handle", fields[0], "2^31 - 1");
    }
    if (fields[1].length() != 1 || !isLetter(fields[1].charAt(0))) {
      return badOp(fields[1]);
    }
    if (isBad(fields[2], -1)) {
      return badNumber("address", fields[2], "2^64 - 1");
    }
    if (isBad(fields[3], Long.MAX_VALUE)) {
      return badNumber("size", fields[3], "2^63 - 1");
    }
    return fields.length > 4
        ? new InvalidOpException("an extra field, " + InputQuoter.quoted(fields[4]), grammar)
        : new InvalidOpException(InputQuoter.quoted(text), grammar);
  }

  private InvalidOpException badOp(String op) {
    if (dialect.isEmpty() && op.length() == 1 && "LUSM".contains(op)) {
      return new InvalidOpException(
          "op '%s' in a file that does not say whether L is load or lock".formatted(op),
          "--dialect access or --dialect lock");
    }
    return new InvalidOpException(
        "op " + InputQuoter.quoted(op), "one of " + dialect.orElse(Dialect.ACCESS).letters());
  }

  private boolean isLetter(char letter) {
    if (isMarked && (letter == OpsReader.THREAD || letter == OpsReader.CLOCK)) {
      return true;
    }
    for (OpKind kind : OpKind.values()) {
      if (kind.letter() == letter && (kind.isRequest() || isOfDialect(kind))) {
        return true;
      }
    }
    return false;
  }

  private boolean isOfDialect(OpKind kind) {
    return dialect.isPresent() && dialect.get().holds(kind);
  }

  private static InvalidOpException badNumber(String field, String text, String most) {
    return new InvalidOpException(
        field + " " + InputQuoter.quoted(text), "a decimal number from 0 to " + most);
  }

  /** Whether a field is no decimal number from 0 to {@code most}, unsigned. */
  private static boolean isBad(String text, long most) {
    if (!DIGITS.matcher(text).matches()) {
      return true;
    }
    try {
      return Long.compareUnsigned(Long.parseUnsignedLong(text), most) > 0;
    } catch (NumberFormatException e) {
      return true;
    }
  }
}
