// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Reads a JSON text whose fields come in a known order, and says by file and line what is not as
 * expected.
 */
final class OrderedJsonFieldReader {
  private final String file;
  private final JsonParser json;
  private String pendingName = ""; // read by name() or isNext() and not yet used up
  private boolean pendingEnd; // of an object, read by isNext()

  OrderedJsonFieldReader(String file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  /** A whole number of at least {@code minimum}, the value of the next field. */
  long number(String name, long minimum) throws InvalidAllocStatsException {
    expectName(name);
    next();
    return numberHere(name, minimum);
  }

  /** A whole number of at least {@code minimum}, or null, the value of the next field. */
  OptionalLong numberOrNull(String name, long minimum) throws InvalidAllocStatsException {
    expectName(name);
    return next() == JsonToken.VALUE_NULL
        ? OptionalLong.empty()
        : OptionalLong.of(numberHere(name, minimum));
  }

  /** A whole number of at least 0, or null, the value of the next field. */
  OptionalLong countOrNull(String name) throws InvalidAllocStatsException {
    return numberOrNull(name, 0);
  }

  /** A text or null, the value of the next field. */
  Optional<String> textOrNull(String name) throws InvalidAllocStatsException {
    expectName(name);
    return next() == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(textHere(name));
  }

  /** The rest of an object whose values are texts, by name; its end is passed. */
  Map<String, String> textsToEndOfObject(String object) throws InvalidAllocStatsException {
    Map<String, String> texts = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = read(json::currentName);
      next();
      check(
          texts.put(name, textHere(name)) == null,
          "alloc-stats field %s: found '%s' twice; expected each name once"
              .formatted(object, name));
    }
    return texts;
  }

  /** A whole number of at least 0, the value of the next field. */
  long count(String name) throws InvalidAllocStatsException {
    return number(name, 0);
  }

  /** A whole number of at least 0 that fits an {@code int}, the value of the next field. */
  int smallCount(String name) throws InvalidAllocStatsException {
    long count = count(name);
    check(
        count <= Integer.MAX_VALUE,
        "alloc-stats field " + name + ": found " + count + "; expected a number below 2^31");
    return (int) count;
  }

  /** A number, the value of the next field. */
  double decimal(String name) throws InvalidAllocStatsException {
    expectName(name);
    next();
    expect(json.currentToken().isNumeric(), "a number in alloc-stats field " + name);
    return read(json::getDoubleValue);
  }

  /** A number or null, the value of the next field. */
  OptionalDouble decimalOrNull(String name) throws InvalidAllocStatsException {
    expectName(name);
    if (next() == JsonToken.VALUE_NULL) {
      return OptionalDouble.empty();
    }
    expect(json.currentToken().isNumeric(), "a number or null in alloc-stats field " + name);
    return OptionalDouble.of(read(json::getDoubleValue));
  }

  String text(String name) throws InvalidAllocStatsException {
    expectName(name);
    next();
    return textHere(name);
  }

  boolean truth(String name) throws InvalidAllocStatsException {
    expectName(name);
    next();
    expect(json.currentToken().isBoolean(), "true or false in alloc-stats field " + name);
    return json.currentToken() == JsonToken.VALUE_TRUE;
  }

  List<String> texts(String name) throws InvalidAllocStatsException {
    beginArray(name);
    List<String> texts = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      texts.add(textHere(name));
    }
    return texts;
  }

  /** A list of numbers, the value of the next field. */
  List<Double> decimals(String name) throws InvalidAllocStatsException {
    beginArray(name);
    List<Double> numbers = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      expect(json.currentToken().isNumeric(), "a number in alloc-stats field " + name);
      numbers.add(read(json::getDoubleValue));
    }
    return numbers;
  }

  void beginObject(String name) throws InvalidAllocStatsException {
    expectName(name);
    next();
    expect(json.currentToken() == JsonToken.START_OBJECT, "an object in alloc-stats field " + name);
  }

  /** Enters the object that is the next field's value; false when that is null instead. */
  boolean beginObjectOrNull(String name) throws InvalidAllocStatsException {
    expectName(name);
    if (next() == JsonToken.VALUE_NULL) {
      return false;
    }
    expect(
        json.currentToken() == JsonToken.START_OBJECT,
        "an object or null in alloc-stats field " + name);
    return true;
  }

  void beginArray(String name) throws InvalidAllocStatsException {
    expectName(name);
    next();
    expect(json.currentToken() == JsonToken.START_ARRAY, "a list in alloc-stats field " + name);
  }

  /** Enters the next object of a list; false at the list's end, which is passed. */
  boolean beginElement(String list) throws InvalidAllocStatsException {
    if (next() == JsonToken.END_ARRAY) {
      return false;
    }
    expect(
        json.currentToken() == JsonToken.START_OBJECT,
        "an object in the list of alloc-stats field " + list);
    return true;
  }

  /** Reads an object of a list: the rest of it, its end included. */
  @FunctionalInterface
  interface ElementReader<T> {
    T read() throws InvalidAllocStatsException;
  }

  /** A list of objects, the value of the next field. */
  <T> List<T> objects(String name, ElementReader<T> reader) throws InvalidAllocStatsException {
    beginArray(name);
    List<T> objects = new ArrayList<>();
    while (beginElement(name)) {
      objects.add(reader.read());
    }
    return objects;
  }

  /** Enters the next list of a list; false at the outer list's end, which is passed. */
  boolean beginRow() throws InvalidAllocStatsException {
    if (next() == JsonToken.END_ARRAY) {
      return false;
    }
    expect(json.currentToken() == JsonToken.START_ARRAY, "a row of alloc-stats data, a list");
    return true;
  }

  /** A whole number of at least {@code minimum}, the next value of a row. */
  long cell(String column, long minimum) throws InvalidAllocStatsException {
    next();
    return numberHere(column, minimum);
  }

  /** A text, the next value of a row. */
  String textCell(String column) throws InvalidAllocStatsException {
    next();
    return textHere(column);
  }

  void endRow() throws InvalidAllocStatsException {
    next();
    expect(json.currentToken() == JsonToken.END_ARRAY, "the end of the row of alloc-stats data");
  }

  void beginFile() throws InvalidAllocStatsException {
    next();
    expect(
        json.currentToken() == JsonToken.START_OBJECT, "an alloc-stats file, which starts with {");
  }

  /** Enters the object or the list that the file is. */
  JsonToken beginFileOrList() throws InvalidAllocStatsException {
    JsonToken token = next();
    expect(
        token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY,
        "an object or a list, as run --format json prints");
    return token;
  }

  void endObject() throws InvalidAllocStatsException {
    if (pendingEnd) {
      pendingEnd = false;
      return;
    }
    next();
    expect(json.currentToken() == JsonToken.END_OBJECT, "the end of the alloc-stats object");
  }

  void endFile() throws InvalidAllocStatsException {
    endObject();
    endInput();
  }

  /** Refuses what follows the end of what the file is. */
  void endInput() throws InvalidAllocStatsException {
    check(advance() == null, "something follows the end of the alloc-stats file's object");
  }

  /**
   * Reads the name of the next field, which decides what follows; the value is still to be read.
   */
  String name() throws InvalidAllocStatsException {
    next();
    expect(json.currentToken() == JsonToken.PROPERTY_NAME, "a field of the alloc-stats file");
    pendingName = json.currentName();
    return pendingName;
  }

  /** Whether the object goes on with a field of this name; its value is still to be read. */
  boolean isNext(String name) throws InvalidAllocStatsException {
    if (pendingName.isEmpty() && !pendingEnd) {
      pendingEnd = next() == JsonToken.END_OBJECT;
      if (!pendingEnd) {
        expect(json.currentToken() == JsonToken.PROPERTY_NAME, "a field of the alloc-stats file");
        pendingName = json.currentName();
      }
    }
    return pendingName.equals(name);
  }

  /** Refuses the file unless {@code holds}. */
  void check(boolean holds, String problem) throws InvalidAllocStatsException {
    if (!holds) {
      throw problem(problem);
    }
  }

  InvalidAllocStatsException problem(String problem) {
    return new InvalidAllocStatsException(file, line(), problem);
  }

  private void expectName(String name) throws InvalidAllocStatsException {
    check(!pendingEnd, "found the end of an object; expected alloc-stats field %s".formatted(name));
    String found = pendingName.isEmpty() ? name() : pendingName;
    pendingName = "";
    check(
        found.equals(name),
        "found the field '%s'; expected alloc-stats field %s".formatted(found, name));
  }

  /** Called for each number of each row: builds no message unless there is a fault. */
  private long numberHere(String name, long minimum) throws InvalidAllocStatsException {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw problem(
          "found %s; expected a whole number in alloc-stats field %s".formatted(found(), name));
    }
    long value = longHere(name);
    if (value < minimum) {
      throw problem(
          "alloc-stats field %s: found %d; expected at least %d".formatted(name, value, minimum));
    }
    return value;
  }

  private long longHere(String name) throws InvalidAllocStatsException {
    try {
      return json.getLongValue();
    } catch (JacksonException e) {
      throw new InvalidAllocStatsException(
          file,
          line(),
          "alloc-stats field " + name + ": found a number beyond 2^63; expected one within",
          e);
    }
  }

  private String textHere(String name) throws InvalidAllocStatsException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw problem("found %s; expected a text in alloc-stats field %s".formatted(found(), name));
    }
    return read(json::getString);
  }

  private void expect(boolean holds, String expected) throws InvalidAllocStatsException {
    if (!holds) {
      throw problem("found %s; expected %s".formatted(found(), expected));
    }
  }

  private String found() throws InvalidAllocStatsException {
    return switch (json.currentToken()) {
      case START_OBJECT -> "an object";
      case END_OBJECT -> "the end of an object";
      case START_ARRAY -> "a list";
      case END_ARRAY -> "the end of a list";
      case PROPERTY_NAME -> "the field '" + json.currentName() + "'";
      default -> read(json::getString);
    };
  }

  private JsonToken next() throws InvalidAllocStatsException {
    JsonToken token = advance();
    if (token == null) {
      throw problem("the alloc-stats file ends too early; it was not written to its end");
    }
    return token;
  }

  private JsonToken advance() throws InvalidAllocStatsException {
    return read(json::nextToken);
  }

  /** Calls the parser, which reads on only as far as it must, and so may find anything anywhere. */
  private <T> T read(Supplier<T> call) throws InvalidAllocStatsException {
    try {
      return call.get();
    } catch (JacksonIOException e) {
      throw new InvalidAllocStatsException(
          file, line(), "the alloc-stats file cannot be read: " + e.getOriginalMessage(), e);
    } catch (JacksonException e) {
      throw new InvalidAllocStatsException(
          file, line(), "the alloc-stats file is no valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private int line() {
    return Math.max(1, json.currentLocation().getLineNr());
  }
}
